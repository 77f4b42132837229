// How public pages conduct themselves: without scripts, on paper, while they load, and under the keyboard.

const onPhone = { width: 390, height: 844 };
const onDesktop = { width: 1280, height: 900 };

/** A reader whose browser runs no scripts goes from the front to a story and on to its section, by links alone. */
export async function withoutScripts(tally, browser, origin, targets) {
  const context = await browser.newContext({ javaScriptEnabled: false, viewport: onPhone });
  const page = await context.newPage();
  const check = (good, where, fault) => tally.check("without scripts", good, where, fault, "Nothing public may need a script.");
  for (const target of targets) {
    await page.goto(origin + target.path);
    const seen = await page.locator("h1").first().isVisible();
    check(seen && (await page.locator("main").innerText()).length > 80, target.name, "shows no headline or next to nothing");
  }
  await page.goto(origin);
  const link = page.locator("article.lead h3 a");
  const headline = (await link.innerText()).trim();
  await link.click();
  await page.waitForURL(/\/story\//);
  check((await page.locator("h1").innerText()).trim() === headline, "front", "its lead leads to another story");
  await page.locator(".menu summary").click();
  await page.locator('.menu a[href="/section/local"]').click();
  await page.waitForURL(/\/section\/local$/);
  check(await page.locator("h1", { hasText: "Local" }).isVisible(), "story", "the menu does not lead to a section");
  await context.close();
}

/** A reader who needs letters of twice the size reads every page on a phone without moving it sideways. Only a table moves, by itself. */
export async function withLargeLetters(tally, browser, origin, targets) {
  const context = await browser.newContext({ viewport: onPhone });
  const page = await context.newPage();
  for (const target of targets) {
    await page.goto(origin + target.path, { waitUntil: "load" });
    const over = await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%";
      return document.documentElement.scrollWidth - innerWidth;
    });
    tally.check("large letters", over <= 0, target.name, `is ${over} px too wide at 390 px with letters of twice the size`, "Let words and figures wrap, or put a table into a box that scrolls.");
    const broken = await page.evaluate(brokenWords);
    tally.check("large letters", broken.length === 0, target.name, `breaks “${broken.slice(0, 3).join("”, “")}” apart`, "See .dates in front/css/table.css.");
  }
  await context.close();
}

/** The words beside the names of facts that do not stand on one line. Runs in the page. */
export function brokenWords() {
  const range = document.createRange();
  const broken = [];
  for (const said of document.querySelectorAll(".dates dd")) {
    const texts = document.createTreeWalker(said, NodeFilter.SHOW_TEXT);
    for (let text = texts.nextNode(); text; text = texts.nextNode()) {
      for (const word of text.data.matchAll(/[\p{L}\d]{1,16}/gu)) {
        range.setStart(text, word.index);
        range.setEnd(text, word.index + word[0].length);
        if (new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1) broken.push(word[0]);
      }
    }
  }
  return broken;
}

/** What is folded on a screen is whole on paper. */
export async function unfoldedOnPaper(tally, browser, origin, targets) {
  const context = await browser.newContext({ viewport: onDesktop });
  const page = await context.newPage();
  for (const target of targets) {
    await page.goto(origin + target.path, { waitUntil: "load" });
    await page.emulateMedia({ media: "print" });
    const seen = await page.locator(".in-words p").evaluateAll((all) => all.map((one) => one.checkVisibility()));
    tally.check("print", seen.length > 0 && seen.every((shown) => shown), target.name, "prints the service’s own words folded", "See .in-words in front/css/print.css.");
    await page.emulateMedia({ media: "screen" });
  }
  await context.close();
}

/** The sum of layout shifts while a page loads and is read to its end. */
export async function withoutJumps(tally, browser, origin, targets) {
  for (const viewport of [onPhone, onDesktop]) {
    const context = await browser.newContext({ viewport, reducedMotion: "reduce" });
    for (const target of targets) {
      const page = await context.newPage();
      await page.addInitScript(() => {
        window.shifted = 0;
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
        }).observe({ type: "layout-shift", buffered: true });
      });
      await page.goto(origin + target.path, { waitUntil: "load" });
      const end = await page.evaluate(() => document.documentElement.scrollHeight);
      for (let at = 0; at < end; at += viewport.height) {
        await page.evaluate((top) => scrollTo(0, top), at);
        await page.waitForTimeout(60);
      }
      await settle(page);
      const shifted = await page.evaluate(() => window.shifted);
      tally.check("layout shift", shifted < 0.01, `${target.name} at ${viewport.width} px`, `moves by ${shifted.toFixed(4)} while it loads`, "Give everything its size before it comes.");
      await page.close();
    }
    await context.close();
  }
}

/** Waits for pictures, but not for ever: one that is never laid out is never loaded. */
async function settle(page) {
  await page.waitForFunction(() => [...document.images].every((image) => image.complete || !image.checkVisibility()), null, { timeout: 10_000 }).catch(() => undefined);
}

/** A story as the printer gets it, asked for from a dark screen. */
export async function onPaper(tally, browser, origin, targets, folder) {
  const context = await browser.newContext({ viewport: onDesktop, colorScheme: "dark" });
  const page = await context.newPage();
  const check = (good, where, fault) => tally.check("print", good, where, fault, "See front/css/print.css.");
  for (const target of targets) {
    await page.goto(origin + target.path, { waitUntil: "load" });
    await page.emulateMedia({ media: "print" });
    for (const gone of [".skip", ".menu", ".menu nav", ".rail", ".foot nav"]) {
      const shown = await page.locator(gone).evaluateAll((all) => all.filter((one) => one.checkVisibility()).length);
      check(shown === 0, target.name, `prints ${gone}`);
    }
    for (const kept of ["h1", ".brand", ".article .body, table.data"]) {
      check(await page.locator(kept).first().isVisible(), target.name, `does not print ${kept}`);
    }
    const { ink, paper } = await page.evaluate(() => {
      const style = getComputedStyle(document.querySelector("h1"));
      return { ink: style.color, paper: getComputedStyle(document.body).backgroundColor };
    });
    check(ink === "rgb(0, 0, 0)", target.name, `prints its headline in ${ink}`);
    check(["rgb(255, 255, 255)", "rgba(0, 0, 0, 0)"].includes(paper), target.name, `prints on ${paper}`);
    await page.screenshot({ path: `${folder}/${target.name}-print.png`, fullPage: true });
    await page.emulateMedia({ media: "screen" });
  }
  await context.close();
}

/** What has the focus: its words, and whether a person can see that it has it. */
export function focused(page) {
  return page.evaluate(() => {
    const element = document.activeElement;
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    // A county of a map has its own shape for a ring: a stroke that others do not have.
    const shape = element.closest("svg") && element.querySelector("path");
    const ringed = shape && parseFloat(getComputedStyle(shape).strokeWidth) >= 4;
    return {
      id: element.id,
      tag: element.tagName.toLowerCase(),
      name: element.getAttribute("name") ?? "",
      words: (element.innerText ?? element.getAttribute("aria-label") ?? "").trim().replaceAll(/\s+/g, " ").slice(0, 40),
      // The browser itself rings the parts of a date field: its calendar button is a stop of its own, inside the field.
      outlined: ringed || element.matches('input[type^="date"]') || (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2),
      inside: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
    };
  });
}

/** The skip link, the menu of a phone, and a focus that can be seen at every stop. */
export async function byKeyboard(tally, browser, origin, targets) {
  // Without smooth scrolling, so that a stop is in the window as soon as it has the focus.
  const context = await browser.newContext({ viewport: onPhone, reducedMotion: "reduce" });
  const page = await context.newPage();
  const check = (good, where, fault) => tally.check("keyboard", good, where, fault, "See front/css/header.css, type.css and base.html.");
  for (const target of targets) {
    await page.goto(origin + target.path);
    await page.keyboard.press("Tab");
    const skip = await focused(page);
    check(/^Skip to/.test(skip.words) && skip.inside && skip.outlined, target.name, `the first stop is “${skip.words}”, or it cannot be seen`);
    await page.keyboard.press("Enter");
    check((await focused(page)).id === "main", target.name, "the skip link does not move the focus to the content");

    await page.goto(origin + target.path);
    for (let stops = 0; stops < 8 && (await focused(page)).tag !== "summary"; stops += 1) await page.keyboard.press("Tab");
    check((await focused(page)).tag === "summary", target.name, "the menu cannot be reached");
    await page.keyboard.press("Enter");
    check(await page.locator(".menu nav a").first().isVisible(), target.name, "Enter does not open the menu");
    await page.keyboard.press("Tab");
    check((await focused(page)).words === "Local", target.name, "the next stop is not the menu's first link");
    await judgeStops(check, page, target.name, 40);
  }
  await context.close();
}

/** Presses Tab through a page; each stop must be seen. */
export async function judgeStops(check, page, name, most) {
  const unseen = new Set();
  let stops = 0;
  for (; stops < most; stops += 1) {
    await page.keyboard.press("Tab");
    const stop = await focused(page);
    if (stop.tag === "body") break;
    if (!stop.outlined || !stop.inside) unseen.add(`${stop.tag} “${stop.words || stop.name}”`);
  }
  check(stops > 3 && unseen.size === 0, name, `the focus cannot be seen on ${[...unseen].slice(0, 4).join(", ")} (${stops} stops)`);
}
