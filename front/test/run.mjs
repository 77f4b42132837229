// The browser's tests: the real program, the demonstration at its fixed moment, a real browser, a text browser, a checker of HTML.
// Usage: BELLWETHER_BIN=target/debug/bellwether node front/test/run.mjs
//   UPDATE=1       write the texts of front/test/w3m anew
//   CHROMIUM=PATH  another browser than /usr/bin/chromium
//   SEED=DIR       begin from a copy of this data folder, in which the demonstration has been brought in and nobody made an account
// Reading order: this file (the course), look.mjs (one page in the browser), desk.mjs (an editor's day), radar.mjs (the map), radar-words.mjs (what stands around it), radar-mosaic.mjs (all radars as one picture), units.mjs (parts of the map without a browser), conduct.mjs, text.mjs,
// markup.mjs, budgets.mjs (one sort of check each), pages.mjs and edge.mjs (which pages), station.mjs (the program).
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { askCompressed } from "./asking.mjs";
import { openBrowser, openPage } from "./browser.mjs";
import * as budgets from "./budgets.mjs";
import * as conduct from "./conduct.mjs";
import { Editor, workADay } from "./desk.mjs";
import { EMPTY_PAGES, FULL_PAGES, startEmpty, startFull } from "./edge.mjs";
import { Looker, proveAxe } from "./look.mjs";
import { judgeMarkup } from "./markup.mjs";
import { publicPages } from "./pages.mjs";
import { judgeRadar, untilDrawn } from "./radar.mjs";
import { MOSAIC_PAGES, judgeMosaic, startMosaic } from "./radar-mosaic.mjs";
import { MOMENT, Station, freePort } from "./station.mjs";
import { Tally } from "./tally.mjs";
import { judgeText } from "./text.mjs";
import { judgeUnits } from "./units.mjs";

const home = fileURLToPath(new URL("../../demo", import.meta.url));
const program = process.env.BELLWETHER_BIN || fileURLToPath(new URL("../../target/debug/bellwether", import.meta.url));
const started = Date.now();

/** One run and everything that has to be put away after it. */
class Course {
  tally = new Tally();
  folder = mkdtempSync(join(tmpdir(), "bellwether-browser-"));
  shots = join(this.folder, "screenshots");
  looker = new Looker(this.tally, this.shots);
  stations = [];
  sizes = [];

  async walk() {
    mkdirSync(this.shots);
    if (process.env.SEED) cpSync(process.env.SEED, join(this.folder, "data"), { recursive: true });
    const targets = publicPages(home);
    await judgeUnits(this.tally);
    const demo = await this.open(() =>
      Station.start(program, ["demo", "--home", home, "--data", join(this.folder, "data"), "--port", String(port), "--at", MOMENT]),
    );
    this.tell("the station answers");
    await untilDrawn(demo.origin);
    this.tell("the radar is drawn");
    this.browser = await openBrowser();
    // As they were before anybody wrote anything, so that their texts are the same in every run.
    await this.take(demo, targets);
    await this.together([
      () => this.lookAtAll(demo, targets).then(() => this.lookAtEdges()),
      () => this.work(demo),
    ]);
    this.tell("every page and screen was looked at");
    const chosen = (...names) => targets.filter(({ name }) => names.includes(name));
    await this.together([
      () => conduct.withoutJumps(this.tally, this.browser, demo.origin, chosen("front", "story-news", "story-with-table")),
      () => conduct.withoutScripts(this.tally, this.browser, demo.origin, targets.filter(({ status }) => status === 200)),
      () => conduct.withLargeLetters(this.tally, this.browser, demo.origin, targets.filter(({ status }) => status === 200)),
      () => conduct.onPaper(this.tally, this.browser, demo.origin, chosen("story-news", "story-with-table", "table-oregon"), this.shots),
      () => conduct.unfoldedOnPaper(this.tally, this.browser, demo.origin, chosen("weather-town")),
      () => conduct.byKeyboard(this.tally, this.browser, demo.origin, chosen("front", "story-news", "table-oregon")),
      () => judgeMarkup(this.tally, this.looker.sources, join(this.folder, "html")),
    ]);
    await judgeRadar(this.tally, this.browser, demo.origin, this.shots);
    this.tell("the radar's map was tried");
    await this.lookAtTheMosaic();
    this.tell("the picture of all radars was tried");
    await proveAxe(await this.browser.newContext(), this.tally, this.looker);
    await this.putAway();
  }

  /** How far the course is, for whoever waits or looks for lost time. */
  tell(words) {
    console.log(`${String(Math.round((Date.now() - started) / 1000)).padStart(4)} s: ${words}`);
  }

  async open(start) {
    const station = await start();
    this.stations.push(station);
    return station;
  }

  /** Fails with the first failure, but only after all have ended, so that nothing is torn down under the others. */
  async together(parts) {
    const ends = await Promise.allSettled(parts.map((part) => part()));
    for (const end of ends) if (end.status === "rejected") throw end.reason;
  }

  /** Pages as bytes: their size and their text. */
  async take(station, targets) {
    for (const target of targets) {
      const answer = await askCompressed(station.origin + target.path);
      this.tally.check("behaviour", answer.status === target.status, target.name, `answers ${answer.status}, not ${target.status}`, "See the handler of its route in crates/web.");
      judgeText(this.tally, target, answer.text);
      if (target.status === 200) this.sizes.push(await budgets.judgePage(this.tally, station.origin, target, answer));
    }
  }

  async lookAtAll(station, targets) {
    const context = await this.browser.newContext({ viewport: { width: 390, height: 844 } });
    const { page, notes } = await openPage(context, station.origin);
    for (const target of targets) {
      await page.goto(station.origin + target.path, { waitUntil: "load" });
      await this.looker.look(page, notes, target);
    }
    await context.close();
  }

  async work(demo) {
    const context = await this.browser.newContext({ viewport: { width: 1280, height: 900 } });
    const { page, notes } = await openPage(context, demo.origin);
    const editor = new Editor(this.tally, demo.origin, page, notes, this.looker);
    await workADay(editor, context, await demo.setupLink());
    await context.close();
    await budgets.judgeScreen(this.tally, demo.origin, "desk-story", this.looker.sources.get("desk-story").html);
  }

  async lookAtEdges() {
    const empty = await this.open(() => startEmpty(program, this.folder, home));
    await this.take(empty, EMPTY_PAGES);
    await this.lookAtAll(empty, EMPTY_PAGES);
    this.tally.check("behaviour", await empty.stop(), "the empty station", "did not stop cleanly on SIGTERM", `It said: ${empty.said.slice(-300)}`);
    const full = await this.open(() => startFull(program, this.folder));
    await this.take(full, FULL_PAGES);
    await this.lookAtAll(full, FULL_PAGES);
  }

  async lookAtTheMosaic() {
    const station = await this.open(() => startMosaic(this.tally, program, this.folder, home));
    await this.take(station, MOSAIC_PAGES);
    await this.lookAtAll(station, MOSAIC_PAGES);
    await judgeMosaic(this.tally, this.browser, station.origin, this.shots);
  }

  async putAway() {
    await this.browser?.close();
    for (const station of this.stations) await station.stop();
  }
}

const port = await freePort();
const course = new Course();
try {
  if (!existsSync(program)) throw new Error(`${program} is missing: BELLWETHER_BIN names the program (cargo build --bin bellwether makes it)`);
  await course.walk();
} catch (error) {
  course.tally.check("the course", false, "front/test", `stopped: ${error.stack}`, "The cause stands above.");
  await course.putAway().catch(() => undefined);
}
for (const kept of ["data", "edge", "mosaic"]) rmSync(join(course.folder, kept), { recursive: true, force: true });
const heaviest = course.sizes.sort((one, other) => other.bytes - one.bytes).slice(0, 3);
for (const { name, bytes, styles } of heaviest) course.tally.note("budgets", `${name}: ${bytes} bytes of HTML, ${styles} of CSS`);
console.log(`pictures of every page: ${course.shots} (${Math.round((Date.now() - started) / 1000)} s)`);
process.exitCode = course.tally.print() === 0 ? 0 : 1;
