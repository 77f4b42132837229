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

/** On paper stands the picture that was there before the map, with its legend and its time. */
export async function isPrinted(course) {
  const { page, close } = await course.open();
  await course.drawn(page);
  course.check("on the screen", !(await page.locator(".paper .still").isVisible()), "stands the picture for paper, too");
  await page.emulateMedia({ media: "print" });
  for (const kept of [".paper .still svg", ".paper .still-key"]) course.check("on paper", await page.locator(kept).first().isVisible(), `there is no ${kept}`);
  for (const gone of [".stage", ".player", ".panel"]) course.check("on paper", !(await page.locator(gone).first().isVisible()), `stands ${gone}`);
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
