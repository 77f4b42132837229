// One look at a page: what it asked for, whether it fits narrow windows, axe in four views, and its pictures.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
// What depends on the colours and on nothing else; everything else was seen at the same width in the light.
const COLOUR_TAGS = ["cat.color"];
const VIEWS = [
  { name: "phone-light", width: 390, height: 844, scheme: "light" },
  { name: "phone-dark", width: 390, height: 844, scheme: "dark" },
  { name: "desktop-dark", width: 1280, height: 900, scheme: "dark" },
  { name: "desktop-light", width: 1280, height: 900, scheme: "light" },
];

/** Looks at pages and remembers their sources. */
export class Looker {
  constructor(tally, folder) {
    this.tally = tally;
    this.folder = folder;
    this.sources = new Map();
    this.rulesThatApplied = new Set();
  }

  /**
   * Looks at the page that is open. `target` has a name, the status it must have, whether it is public, and words that must stand
   * on it. The page keeps its place and its state; only the window's size and the colours change.
   */
  async look(page, notes, target) {
    const seen = await notes.read(page);
    this.sources.set(target.name, { html: seen.html, target });
    this.#judgeBehaviour(seen, target);
    await page.evaluate(() => document.querySelectorAll("img").forEach((image) => (image.loading = "eager")));
    await page.waitForFunction(() => [...document.images].every((image) => image.complete), null, { timeout: 15_000 }).catch(() => undefined);
    await this.#judgePictures(page, target);
    for (const width of [320, 390]) await this.#judgeWidth(page, target, width);
    await page.evaluate(AXE);
    for (const view of VIEWS) {
      await page.setViewportSize({ width: view.width, height: view.height });
      await page.emulateMedia({ colorScheme: view.scheme });
      await this.#judgeAccess(page, target, view);
      await page.screenshot({ path: join(this.folder, `${target.name}-${view.name}.png`), fullPage: true, animations: "disabled" });
    }
    // What axe itself caused is no business of the page.
    await notes.read(page);
  }

  #judgeBehaviour(seen, target) {
    const check = (good, fault, remedy) => this.tally.check("behaviour", good, target.name, fault, remedy);
    check(seen.status === (target.status ?? 200), `answers ${seen.status}, not ${target.status ?? 200}`, "See the handler of its route in crates/web.");
    check(seen.elsewhere.length === 0, `asks elsewhere: ${seen.elsewhere.slice(0, 3).join(" ")}`, "Serve it from the station or leave it out.");
    check(seen.complaints.length === 0, `the console says: ${seen.complaints.slice(0, 3).map(({ words, url }) => `${words} ${url}`).join(" | ")}`, "Open the page in a browser and mend what the console names.");
    check(seen.refused.length === 0, `its policy refused: ${seen.refused.slice(0, 3).join(" | ")}`, "No inline style or script, nothing from elsewhere.");
    const strange = seen.scripts.filter((url) => !(target.island && url.includes(`/assets/${target.island}-`)));
    if (target.public) check(strange.length === 0, `loads scripts: ${strange.join(" ")}`, "Public pages work without any.");
  }

  async #judgePictures(page, target) {
    const faults = await page.evaluate(() =>
      [...document.images]
        .map((image) => {
          if (image.naturalWidth === 0) return `${image.currentSrc || image.src} does not show`;
          if (!image.hasAttribute("width") || !image.hasAttribute("height")) return `${image.src} has no size`;
          return "";
        })
        .filter(Boolean),
    );
    this.tally.check("pictures", faults.length === 0, target.name, faults.slice(0, 3).join(" | "), "See `picture` in the templates and the renditions of that picture.");
  }

  async #judgeWidth(page, target, width) {
    await page.setViewportSize({ width, height: 800 });
    const { over, widest } = await page.evaluate(() => {
      const over = document.documentElement.scrollWidth - document.documentElement.clientWidth;
      const name = (element) => `${element.tagName.toLowerCase()}${element.className ? `.${String(element.className).trim().replaceAll(/\s+/g, ".")}` : ""}`;
      const widest = over > 0 ? [...document.querySelectorAll("body *")].filter((element) => element.getBoundingClientRect().right > innerWidth + 1).map(name) : [];
      return { over, widest: [...new Set(widest)].slice(0, 4) };
    });
    this.tally.check("narrow windows", over <= 0, `${target.name} at ${width} px`, `is ${over} px too wide (${widest.join(", ")})`, "Let it wrap (overflow-wrap, min-width: 0) or scroll in its own box.");
  }

  async #judgeAccess(page, target, view) {
    const { violations, applied } = await page.evaluate(async (tags) => {
      const result = await axe.run(document, { runOnly: tags, resultTypes: ["violations", "passes"], rules: tags.length > 1 ? { "target-size": { enabled: true } } : {} });
      return {
        applied: result.passes.map(({ id }) => id),
        violations: result.violations.map(({ id, impact, nodes, help }) => ({
          id, impact, help, count: nodes.length,
          nodes: nodes.slice(0, 3).map(({ target, any }) => `${target.join(" ")}${any[0] ? ` (${any[0].message})` : ""}`),
        })),
      };
    }, view.scheme === "dark" ? COLOUR_TAGS : TAGS);
    for (const id of applied) this.rulesThatApplied.add(id);
    const words = violations.map(({ id, impact, help, count, nodes }) => `${id} (${impact}, ${count} ×): ${help}: ${nodes.join(" ; ")}`);
    this.tally.check("accessibility", violations.length === 0, `${target.name} ${view.name}`, words.join(" || "), "https://dequeuniversity.com/rules/axe/ explains each rule.");
  }
}

/** Proves that the checker sees anything: a page with known faults must be refused, and the rules that matter must have applied. */
export async function proveAxe(context, tally, looker) {
  const page = await context.newPage();
  await page.setContent('<html><body><img src="data:,"><p style="color:#bbb;background:#fff">pale</p></body></html>');
  await page.evaluate(AXE);
  const found = await page.evaluate(async (tags) => (await axe.run(document, { runOnly: tags })).violations.map(({ id }) => id), TAGS);
  await page.close();
  for (const id of ["image-alt", "html-has-lang", "color-contrast"]) {
    tally.check("accessibility", found.includes(id), "a page with known faults", `axe did not report ${id}`, "See how axe is run in front/test/look.mjs.");
  }
  for (const id of ["color-contrast", "target-size", "image-alt", "label", "td-headers-attr", "landmark-one-main", "heading-order"]) {
    tally.check("accessibility", looker.rulesThatApplied.has(id), "all pages", `the rule ${id} applied to none of them`, "See the tags in front/test/look.mjs.");
  }
}
