// What a reader chooses on the radar's map beside time and colours: another tilt, and which alerts are outlined and how.
import { join } from "node:path";
import { ask } from "./asking.mjs";

/** The second tilt is another picture of the same moments, with its own angle. */
export async function choosesTilts(course) {
  const { page, close } = await course.open();
  await course.drawn(page);
  const tilts = page.locator("select[name=tilt]");
  const angles = await tilts.locator("option").allInnerTexts();
  if (course.check("the tilts", angles.length > 1 && (await tilts.isVisible()), `to choose from are ${angles.join(", ") || "none"}`)) {
    course.check("the tilts", angles.length < 2 || Number.parseFloat(angles[1].replace("−", "-")) > Number.parseFloat(angles[0].replace("−", "-")), `are ${angles.join(", ")}`);
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url()).pathname));
    const id = await tilts.locator("option").nth(1).getAttribute("value");
    await tilts.selectOption(id);
    await course.drawn(page);
    await page.waitForTimeout(500);
    course.check("the second tilt", asked.some((path) => path.includes(`/${id}/`)), "asks for no squares of its own");
    course.check("the second tilt", (await page.evaluate(() => location.hash)).includes(`product=${id}`), "is not in the link");
    course.check("the second tilt", (await course.read(page, ".panel > .hint")).includes(angles[1]), "does not say its angle");
    await page.screenshot({ path: join(course.shots, "radar-map-second-tilt.png"), animations: "disabled" });
  }
  await close();
}

/** A solid line for the shape of a message, a dashed one for that of its zones, words for one whose shape nobody knows. */
export async function outlinesAlerts(course) {
  const { latitude, longitude } = JSON.parse((await ask(course.origin + course.manifest)).body);
  // Two squares whose edges cross the middle of the window one after the other.
  const square = (east) => ({ type: "Polygon", coordinates: [[[east, latitude - 2], [east + 2, latitude - 2], [east + 2, latitude + 2], [east, latitude + 2], [east, latitude - 2]]] });
  const alert = (number, event, geometry, geometryOf, more = {}) => ({ type: "Feature", id: `${course.origin}/alerts/${number}`, geometry, properties: { event, geometryOf, areaDesc: "Jackson, OR; Josephine, OR; Curry, OR; Coos, OR", phase: "now", ...more } });
  const [own, zones] = [longitude, longitude - 1];
  const alerts = { type: "FeatureCollection", trouble: "The service could not be asked since noon.", features: [
    alert(1, "Tornado Warning", square(own), "message"),
    alert(2, "Red Flag Warning", square(zones), "zones", { phase: "ahead" }),
    alert(3, "Flood Watch", null, null),
  ] };
  const along = async (east) => {
    const { page, close } = await course.open({ hash: `#z=8&lat=${latitude + 1}&lon=${east}`, alerts });
    await course.drawn(page);
    await page.locator(".panel input[type=range]").fill("20");
    await page.getByLabel("County names").uncheck();
    await page.waitForTimeout(800);
    const rows = await alertRows(page);
    const said = await course.read(page, ".panel .alerts");
    await page.locator(".maplibregl-canvas").focus();
    await page.keyboard.press("ArrowRight");
    await page.waitForFunction(() => /Inside/.test(document.querySelector(".readout").textContent), null, { timeout: 5_000 }).catch(() => undefined);
    const inside = await course.read(page, ".readout");
    if (east === zones) await page.screenshot({ path: join(course.shots, "radar-map-alerts.png"), fullPage: true, animations: "disabled" });
    await close();
    return { rows, said, inside };
  };
  const [solid, dashed] = [await along(own), await along(zones)];
  course.check("an alert with a shape", solid.rows > 0.9, `has a line in ${Math.round(solid.rows * 100)} % of its way`);
  course.check("an alert of zones", dashed.rows > 0.3 && dashed.rows < 0.85, `has a line in ${Math.round(dashed.rows * 100)} % of its way: it should be dashed`);
  course.check("an alert of zones", /Red Flag Warning \(zones\)/.test(dashed.inside) && /Tornado Warning(?! \(zones)/.test(solid.inside), `is not told apart under the cross-hair: “${dashed.inside}”, “${solid.inside}”`);
  const { said } = dashed;
  course.check("the list of alerts", /Tornado Warning.*solid line/.test(said) && /Red Flag Warning.*begins later; dashed line/.test(said), `says “${said}”`);
  course.check("an alert without a shape", /Flood Watch for Jackson, OR; Josephine, OR; Curry, OR and 1 more; not on the map/.test(said), `is not named: “${said}”`);
  course.check("the list of alerts", /could not be asked since noon/.test(said), "does not say that nobody could be asked");
  const lost = await course.open({ alerts: null });
  await course.drawn(lost.page);
  await lost.page.waitForTimeout(300);
  course.check("alerts that do not come", /Alerts could not be loaded/.test(await course.read(lost.page, ".panel .alerts")), "look like no alerts");
  await lost.close();
}

/** Alerts that come while squares are on their way are outlined too: a map that loads is no reason to leave them out. */
export async function outlinesLateAlerts(course) {
  const { latitude, longitude } = JSON.parse((await ask(course.origin + course.manifest)).body);
  // Its western edge crosses the middle of the window.
  const ring = [[0, -1], [1, -1], [1, 1], [0, 1], [0, -1]].map(([east, north]) => [longitude + east, latitude + north]);
  let tell;
  const alerts = new Promise((told) => (tell = told));
  const { page, close } = await course.open({ hash: `#z=8&lat=${latitude + 0.4}&lon=${longitude}`, alerts });
  await course.drawn(page);
  // From now on no square comes.
  await page.route("**/radar/*/*/*/*/*/*.png", () => undefined);
  await page.getByRole("button", { name: "One picture back" }).click();
  await page.waitForFunction(() => document.querySelector(".when .loading"), null, { timeout: 5_000 });
  tell({ type: "FeatureCollection", features: [{ type: "Feature", id: `${course.origin}/alerts/1`, geometry: { type: "Polygon", coordinates: [ring] }, properties: { event: "Tornado Warning", geometryOf: "message", areaDesc: "Jackson, OR", phase: "now" } }] });
  await page.waitForFunction(() => /Tornado/.test(document.querySelector(".panel .alerts").textContent), null, { timeout: 5_000 });
  await page.waitForTimeout(1_500);
  const rows = await alertRows(page);
  course.check("alerts that come while squares load", rows > 0.9, `have a line in ${Math.round(rows * 100)} % of its way`);
  await close();
}

/** The part of the rows around the middle of the map in which a pixel has the colour of alerts. */
async function alertRows(page) {
  const box = await page.locator(".stage .canvas").boundingBox();
  const clip = { x: box.x + box.width / 2 - 4, y: box.y + box.height / 2 - 60, width: 8, height: 120 };
  const bytes = await page.screenshot({ clip, animations: "disabled" });
  return page.evaluate(async (base64) => {
    const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]));
    const context = Object.assign(document.createElement("canvas"), { width: bitmap.width, height: bitmap.height }).getContext("2d");
    context.drawImage(bitmap, 0, 0);
    const wanted = getComputedStyle(document.documentElement).getPropertyValue("--map-alert").match(/[0-9a-f]{2}/gi).map((part) => Number.parseInt(part, 16));
    const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
    let rows = 0;
    for (let y = 0; y < bitmap.height; y += 1) {
      const near = (x) => wanted.every((value, at) => Math.abs(data[(y * bitmap.width + x) * 4 + at] - value) < 24);
      if (Array.from({ length: bitmap.width }, (_, x) => x).some(near)) rows += 1;
    }
    return rows / bitmap.height;
  }, bytes.toString("base64"));
}
