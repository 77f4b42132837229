// All radars as one picture: a station with two radars that turn and one that never sent anything. Its program is started three
// times, five minutes apart, so that there is a loop, and so that a loop is seen to outlive its program.
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ask } from "./asking.mjs";
import { RadarCourse } from "./radar.mjs";
import { Station, freePort } from "./station.mjs";

const SETTINGS = `
[station]
name = "Two Rivers Post"
tagline = "A station between two radars"
city = "Medford, Oregon"
timezone = "America/Los_Angeles"

[front]
modules = ["radar:mosaic"]

[[section]]
slug = "local"
name = "Local"
description = "Everything that happened."

[weather]
endpoint = "replay:data/weather"
metar_endpoint = ""

[town.medford]
name = "Medford"
latitude = 42.3265
longitude = -122.8756
elevation_m = 421
stations = ["KMFR"]
grid = "MFR/106,62"
same = "041029"

[radar.KMAX]
name = "Medford"
chunks = ["made:"]
archive = []
products = ["ref"]

[radar.KRTX]
name = "Portland"
chunks = ["made:"]
archive = []
products = ["ref"]

[radar.KLGX]
name = "Langley Hill"
chunks = ["file:data/silent"]
archive = []
products = ["ref"]

[radars]
mosaic = "Western Oregon"
credit = "National Weather Service (here: made-up weather)"
credit_url = ""
`;

/** When the program is started: somewhat more than a turn of the antenna after a volume began. */
const STARTS = ["2021-03-01T15:51:05-08:00", "2021-03-01T15:56:05-08:00", "2021-03-01T16:01:05-08:00"];
/** For a machine that does something else beside this. Nothing here is a race. */
const PATIENCE = 300_000;

/** The station, when its loop has a picture of each start. */
export async function startMosaic(tally, program, folder, demonstration) {
  const home = join(folder, "mosaic");
  mkdirSync(join(home, "data/silent"), { recursive: true });
  cpSync(join(demonstration, "data/weather"), join(home, "data/weather"), { recursive: true });
  writeFileSync(join(home, "station.toml"), SETTINGS);
  let before = [];
  for (const [turn, moment] of STARTS.entries()) {
    const listen = `127.0.0.1:${await freePort()}`;
    const station = await Station.start(program, ["serve", "--home", home, "--data", join(home, "kept"), "--listen", listen, "--at", moment]);
    const kept = await loopOf(station);
    const good = before.every((id) => kept.some((one) => one.id === id));
    tally.check("radar mosaic", good, `start ${turn + 1}`, `has ${kept.map(({ id }) => id).join(" ")} in its loop, which lost some of ${before.join(" ")}`, "See crates/work/src/radar/mosaic.rs.");
    const loop = await drawn(station, turn + 1);
    if (turn === STARTS.length - 1) return station;
    before = loop.slice(0, -1).map(({ id }) => id);
    await station.stop();
  }
  throw new Error("it was never started");
}

async function loopOf(station) {
  const { status, body } = await ask(`${station.origin}/api/v1/radar/MOSAIC`).catch(() => ({ status: 0 }));
  return status === 200 ? JSON.parse(body).frames : [];
}

/** Waits for so many pictures, the newest of both radars that turn. */
async function drawn(station, count) {
  for (const end = Date.now() + PATIENCE; Date.now() < end; ) {
    const frames = await loopOf(station);
    if (frames.length >= count && frames.at(-1).parts.filter((part) => part.drawn).length === 2) return frames;
    await new Promise((wake) => setTimeout(wake, 500));
  }
  throw new Error(`the picture of all radars has fewer than ${count} frames after five minutes. The station said:\n${station.said.slice(-600)}`);
}

const MISSING = /Langley Hill \(KLGX\): not in this picture; nothing has come from it yet\. Where only it could see lies a grey veil/;

/** The pages that show it, each as bytes, as text and in four windows. */
export const MOSAIC_PAGES = [
  { name: "mosaic-front", path: "/", words: "Radar: Western Oregon", also: [MISSING], budget: "front" },
  { name: "mosaic", path: "/radar?site=MOSAIC", words: "Radar: Western Oregon", also: [MISSING, /Radars in this picture/, /Medford \(KMAX\): measured \d/, /Portland \(KRTX\): measured \d/, /The last pictures/, /whose beam is lowest above it/, /never clear sky/], island: "radar" },
  { name: "mosaic-one-radar", path: "/radar?site=KLGX", words: "Radar: Langley Hill", also: [/Nothing has come from KLGX yet/], island: "radar" },
  { name: "lite-mosaic", path: "/lite/radar", words: "Western Oregon", also: [MISSING], budget: "lite" },
].map((page) => ({ status: 200, public: true, ...page }));

/** Its map. */
export async function judgeMosaic(tally, browser, origin, shots) {
  const course = new RadarCourse(tally, browser, origin, shots, "/radar?site=MOSAIC", "/api/v1/radar/MOSAIC", { group: "radar mosaic", of: "K[A-Z]{3}" });
  await course.isStrict();
  await course.looks();
  await course.tellsTheTruth();
  await course.plays();
  await course.obeysTheKeyboard();
  await course.obeysLinks();
  await course.saysWhatIsWrong();
  await namesItsRadars(course);
  await course.isWholeWithoutWebGl();
  await course.keepsStill();
}

/** Which radars are in the picture, each with its own time, and which is not: on the map, under it, and beside what is read. */
async function namesItsRadars(course) {
  const { page, close } = await course.open();
  await course.drawn(page);
  const when = await course.read(page, ".when");
  course.check("the time", /^Newest picture .*\d:\d\d [ap]\.m\. P[SD]T .*ago/.test(when), `is not told with its age: “${when}”`);
  course.check("the time", /KMAX \d+:\d\d [ap]\.m\. P[SD]T, KRTX \d+:\d\d [ap]\.m\./.test(when), `of each radar is not told: “${when}”`);
  const notice = await course.read(page, "#radar-map .notice");
  course.check("a radar that is silent", /KLGX/.test(notice), `is not named under the map: “${notice}”`);
  await page.getByRole("button", { name: "One picture back" }).click();
  await course.drawn(page);
  const earlier = await course.read(page, ".when");
  course.check("a picture before the last start", /^Earlier picture/.test(earlier) && /KMAX/.test(earlier), `is not told as one: “${earlier}”`);
  await page.getByRole("button", { name: "Show all that these radars see" }).click();
  // Far to the west of the coast of Washington: only the radar that is silent could see there.
  await page.evaluate(() => (location.hash = "#z=6&lat=47.1&lon=-126.5"));
  await page.waitForTimeout(1_500);
  await page.locator(".maplibregl-canvas").focus();
  await page.keyboard.press("Shift");
  await page.waitForFunction(() => /Not measured/.test(document.querySelector(".readout").textContent), null, { timeout: 10_000 }).catch(() => undefined);
  const said = await course.read(page, ".readout");
  course.check("where only a silent radar could see", /^Not measured/.test(said), `it says “${said}”`);
  await close();
}
