// The words around the radar's map: they speak of the picture that is shown, and there is room for them in large letters and
// on a phone that lies on its side.

/** Words of the newest frame and of the one before; made, so that they differ. */
const SAID = { newest: "Heavy rain at Medford.", before: "None at Medford." };

/** The sentence above the map is that of the picture on it; an earlier one's begins with its time, and the map stays in its place. */
export async function speaksOfWhatIsShown(course) {
  const change = (manifest) => {
    manifest.said = SAID.newest;
    manifest.frames.forEach((frame, at) => (frame.said = at === manifest.frames.length - 1 ? SAID.newest : SAID.before));
    return manifest;
  };
  const { page, close } = await course.open({ change });
  await course.drawn(page);
  const said = () => course.read(page, "[data-radar-said]");
  const top = () => page.locator(".stage").evaluate((stage) => Math.round(stage.getBoundingClientRect().top + scrollY));
  course.check("words", (await said()) === SAID.newest, `of the newest picture are “${await said()}”`);
  const before = await top();
  await page.getByRole("button", { name: "One picture back" }).click();
  const time = await course.read(page, ".when time");
  course.check("words", (await said()) === `${time}: ${SAID.before}`, `of an earlier picture are “${await said()}”`);
  course.check("words", (await top()) === before, `move the map from ${before} to ${await top()} px`);
  await page.getByRole("button", { name: "One picture forward" }).click();
  course.check("words", (await said()) === SAID.newest, `do not return with the newest picture: “${await said()}”`);
  await close();
}

/** On paper stands the picture that is shown, with its legend, its moment and its day; a radar that fell silent has none there
    either. Its file is asked for when somebody prints. */
export async function isPrinted(course) {
  let state = "";
  const { page, close } = await course.open({ change: (one) => ({ ...one, refresh_s: 5, ...(state && { state, said: `No data from ${one.id}.` }) }) });
  const asked = [];
  page.on("request", (request) => /\/[\w-]+\.png$/.test(request.url()) && !/\/\d+\.png$/.test(request.url()) && asked.push(new URL(request.url()).pathname));
  await course.drawn(page);
  await page.getByRole("button", { name: "One picture back" }).click();
  await course.drawn(page);
  const shown = await page.locator(".when time").getAttribute("datetime");
  const [current, moment] = [".moments b time", ".paper figcaption time"].map((one) => page.locator(one));
  course.check("the last pictures", (await current.getAttribute("datetime")) === shown, `mark that of ${await current.getAttribute("datetime")}, and the map shows that of ${shown}`);
  const heading = () => page.locator("#picture").textContent();
  course.check("the heading", (await heading()) === "Earlier picture", `of an earlier picture is “${await heading()}”`);
  asked.length = 0;
  course.check("on the screen", !(await page.locator(".paper .still").isVisible()), "stands the picture for paper, too");
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.waitForTimeout(300);
  course.check("on the screen", asked.length === 0, `is asked for ${asked[0]}, which only paper needs`);
  await page.emulateMedia({ media: "print" });
  for (const kept of [".paper .layers img", ".paper .scale"]) course.check("on paper", await page.locator(kept).first().isVisible(), `there is no ${kept}`);
  for (const gone of [".stage", ".player", ".panel"]) course.check("on paper", !(await page.locator(gone).first().isVisible()), `stands ${gone}`);
  course.check("on paper", (await moment.getAttribute("datetime")) === shown && /Earlier picture: .*, 20\d\d, \d+:\d\d/.test(await course.read(page, ".paper figcaption")), `the picture is told as “${await course.read(page, ".paper figcaption")}”`);
  await page.waitForFunction(() => [...document.querySelectorAll(".paper img")].every((one) => one.complete && one.naturalWidth > 0), null, { timeout: 20_000 }).catch(() => undefined);
  course.check("on paper", await page.evaluate(() => [...document.querySelectorAll(".paper img")].every((one) => one.naturalWidth > 0)), "the picture has not come");
  const over = await page.locator(".paper img").last().evaluate((one) => getComputedStyle(one).backgroundColor);
  course.check("on paper", over === "rgba(0, 0, 0, 0)", `the lines hide the picture: their ground is ${over}`);
  await page.emulateMedia({ media: "screen" });
  await page.getByRole("button", { name: "One picture forward" }).click();
  state = "silent";
  await page.waitForFunction(() => /No picture/.test(document.querySelector(".when").textContent), null, { timeout: 20_000 }).catch(() => undefined);
  await page.emulateMedia({ media: "print" });
  course.check("the heading", (await heading()) === "The radar is silent", `of a silent radar is “${await heading()}”`);
  const left = await page.locator("#radar-map .still, #radar-map .legend, .paper *").count();
  course.check("on paper", left === 0 && /No data from/.test(await course.read(page, "[data-radar-said]")), "stands the picture of before when the radar is silent");
  await close();
}

/** Letters of twice the size on a phone, and a phone on its side: nothing is too wide, and the bar leaves the map to be seen. */
export async function isWideEnough(course) {
  const large = await course.open({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await course.drawn(large.page);
  const over = await large.page.evaluate(() => {
    document.documentElement.style.fontSize = "200%";
    return document.documentElement.scrollWidth - innerWidth;
  });
  course.check("large letters", over <= 0, `make the page ${over} px too wide`);
  await large.page.setViewportSize({ width: 390, height: 664 });
  await large.page.waitForTimeout(300);
  const covered = await large.page.evaluate(() => {
    document.querySelector(".stage").scrollIntoView();
    const [readout, player] = [".readout", ".player"].map((one) => document.querySelector(one).getBoundingClientRect());
    return Math.round(Math.max(0, Math.min(readout.bottom, innerHeight) - player.top));
  });
  course.check("large letters", covered === 0, `${covered} px of what the map says of a place lie under the bar`);
  await large.close();
  const side = await course.open({ viewport: { width: 740, height: 360 }, hasTouch: true });
  await course.drawn(side.page);
  const hidden = await side.page.evaluate(() => {
    document.querySelector(".stage").scrollIntoView();
    const [stage, player] = [".stage", ".player"].map((one) => document.querySelector(one).getBoundingClientRect());
    return Math.round(Math.max(0, Math.min(stage.bottom, innerHeight) - player.top));
  });
  course.check("on its side", hidden === 0, `a phone's map lies ${hidden} px under the bar`);
  await side.close();
}
