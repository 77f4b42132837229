// The radar page with its map: what is drawn is what was measured, the loop plays when asked and never by itself, everything
// works under the keyboard and under a thumb, and what is old, missing or silent is said.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { ask } from "./asking.mjs";
import { openPage } from "./browser.mjs";
import { choosesTilts, outlinesAlerts, outlinesLateAlerts } from "./radar-choices.mjs";
import { isPrinted, isWideEnough, speaksOfWhatIsShown } from "./radar-words.mjs";
import { MOMENT } from "./station.mjs";

const GROUP = "radar map";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];
const VIEWS = [
  { name: "phone-light", viewport: { width: 390, height: 844 }, colorScheme: "light", hasTouch: true, deviceScaleFactor: 2 },
  { name: "phone-dark", viewport: { width: 390, height: 844 }, colorScheme: "dark", hasTouch: true },
  { name: "desktop-light", viewport: { width: 1280, height: 900 }, colorScheme: "light" },
  { name: "desktop-dark", viewport: { width: 1280, height: 900 }, colorScheme: "dark" },
];
/** A machine without a graphics card draws slowly; nothing here is a race. */
const PATIENCE = 60_000;
/** Frames of the demonstration's loop. */
const LOOP = 12;
/** Map zoom at which one pixel of a square is many of the window. MapLibre counts one less than the squares do. */
const CLOSE = 9.5;

/** All checks. `path` is the radar page of a station whose radar `id` has frames. */
export async function judgeRadar(tally, browser, origin, shots, { path = "/radar", id = "KMAX" } = {}) {
  const course = new RadarCourse(tally, browser, origin, shots, path, `/api/v1/radar/${id}`);
  await course.isStrict();
  await course.looks();
  await course.tellsTheTruth();
  await course.plays();
  await course.obeysTheKeyboard();
  await course.obeysLinks();
  await course.choosesColours();
  await choosesTilts(course);
  await outlinesAlerts(course);
  await outlinesLateAlerts(course);
  await speaksOfWhatIsShown(course);
  await isWideEnough(course);
  await isPrinted(course);
  await course.saysWhatIsWrong();
  await course.isWholeWithoutWebGl();
  await course.keepsStill();
}

/** Waits until the demonstration has drawn its loop and the antenna has gone around once since it began, so that every page that shows it is the same in every run. */
export async function untilDrawn(origin, id = "KMAX") {
  const isNew = ({ time, complete }) => complete && Date.parse(time) >= Date.parse(MOMENT);
  for (let tries = 0; tries < 600; tries += 1) {
    // A machine that draws may be too busy to answer in time.
    const { status, body } = await ask(`${origin}/api/v1/radar/${id}`).catch(() => ({ status: 0 }));
    const frames = status === 200 ? JSON.parse(body).frames : [];
    if (frames.length >= LOOP && isNew(frames.at(-1))) return;
    await new Promise((wake) => setTimeout(wake, 500));
  }
  throw new Error(`${id} has fewer than ${LOOP} frames, or no whole one since ${MOMENT}, after five minutes: see the station's health board`);
}

/** The checks of one map. `of` is how the words name the radar from which distances are told. */
export class RadarCourse {
  constructor(tally, browser, origin, shots, path, manifest, { group = GROUP, of = "the radar" } = {}) {
    Object.assign(this, { tally, browser, origin, shots, path, manifest, group, of });
  }

  check(where, good, fault) {
    return this.tally.check(this.group, good, where, fault, "See front/ts/radar and front/css/radar.css.");
  }

  /** How its pictures are called: `radar-map`. */
  get shot() {
    return this.group.replaceAll(" ", "-");
  }

  /** Opens the page in a window of its own. `change` rewrites the manifest before the page sees it; without one the net is gone.
      `alerts` is what the page is told of alerts, or a promise of it, null for no answer. */
  async open({ hash = "", change, alerts, init, ...context } = {}) {
    const opened = await this.browser.newContext({ viewport: { width: 1280, height: 900 }, reducedMotion: "reduce", ...context });
    const { page, notes } = await openPage(opened, this.origin);
    if (init) await page.addInitScript(init);
    if (change) await page.route(`**${this.manifest}`, async (route) => {
      const answer = await route.fetch();
      const changed = change(await answer.json());
      await (changed ? route.fulfill({ response: answer, json: changed }) : route.abort("internetdisconnected"));
    });
    if (alerts !== undefined) await page.route("**/api/v1/weather/alerts", async (route) => {
      const told = await alerts;
      await (told ? route.fulfill({ json: told }) : route.abort("internetdisconnected"));
    });
    await page.goto(this.origin + this.path + hash, { waitUntil: "load" });
    return { page, notes, close: () => opened.close() };
  }

  /** Waits until the map stands and its picture has come. */
  async drawn(page) {
    await page.waitForFunction(() => document.querySelector(".when") && !document.querySelector(".when .loading"), null, { timeout: PATIENCE });
  }

  async read(page, selector) {
    return (await page.locator(selector).first().innerText()).replaceAll(/\s+/g, " ").trim();
  }

  place(page) {
    return page.evaluate(() => Number(document.querySelector(".player input").value));
  }

  /** Colours of the window around the middle of the map. */
  async middle(page) {
    const box = await page.locator(".stage .canvas").boundingBox();
    const clip = { x: box.x + box.width / 2 - 3, y: box.y + box.height / 2 - 3, width: 6, height: 6 };
    const bytes = await page.screenshot({ clip, animations: "disabled" });
    return page.evaluate(async (base64) => {
      const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0))]));
      const context = Object.assign(document.createElement("canvas"), { width: bitmap.width, height: bitmap.height }).getContext("2d");
      context.drawImage(bitmap, 0, 0);
      return [...context.getImageData(bitmap.width >> 1, bitmap.height >> 1, 1, 1).data].slice(0, 3);
    }, bytes.toString("base64"));
  }

  /** The page's policy allows the station's own files and nothing else; other pages allow no script at all. */
  async isStrict() {
    const [own, other] = [(await ask(this.origin + this.path)).headers, (await ask(`${this.origin}/`)).headers];
    const policy = own["content-security-policy"] ?? "";
    this.check("the policy", /default-src 'none'/.test(policy) && /script-src 'self'(;|$)/.test(policy) && !/unsafe|blob:|data:|\*|https?:/.test(policy), `is “${policy}”`);
    this.check("the policy", /geolocation=\(self\)/.test(own["permissions-policy"]) && /geolocation=\(\)/.test(other["permissions-policy"]), "lets another page ask where the reader is, or not this one");
    this.check("the policy", !/script-src/.test(other["content-security-policy"]), `of the front allows scripts: “${other["content-security-policy"]}”`);
  }

  /** Four windows: axe, width, targets, requests, pictures to look at. */
  async looks() {
    for (const { name, ...context } of VIEWS) {
      const { page, notes, close } = await this.open(context);
      await this.drawn(page);
      const seen = await notes.read(page);
      this.check(name, seen.elsewhere.length === 0, `asks elsewhere: ${seen.elsewhere[0]}`);
      this.check(name, seen.complaints.length === 0, `the console says: ${seen.complaints[0]?.words}`);
      this.check(name, seen.refused.length === 0, `its policy refused: ${seen.refused[0]}`);
      const shifted = await page.evaluate(() => window.shifted);
      this.check(name, shifted < 0.05, `moves by ${shifted.toFixed(3)} while the map comes`);
      const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      this.check(name, over <= 0, `is ${over} px too wide`);
      await page.screenshot({ path: join(this.shots, `${this.shot}-${name}.png`), animations: "disabled" });
      await page.evaluate(() => (document.querySelector(".panel").open = true));
      await page.screenshot({ path: join(this.shots, `${this.shot}-${name}-whole.png`), fullPage: true, animations: "disabled" });
      const small = await page.evaluate(() => [...document.querySelectorAll("#radar-map button, #radar-map select, #radar-map summary, #radar-map label.switch")].filter((one) => one.checkVisibility() && Math.min(one.getBoundingClientRect().width, one.getBoundingClientRect().height) < 44).map((one) => one.getAttribute("aria-label") ?? one.innerText));
      this.check(name, small.length === 0, `targets are smaller than 44 px: ${small.join(", ")}`);
      await page.evaluate(AXE);
      const faults = await page.evaluate(async (tags) => (await axe.run(document, { runOnly: tags })).violations.map(({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ target }) => target.join(" ")).join(" ; ")}`), TAGS);
      this.check(name, faults.length === 0, `axe says: ${faults.join(" | ")}`);
      await close();
    }
  }

  /** Goes to a square of a frame and finds a pixel there that measured something, away from the square's edge. */
  async knownGate(decoder) {
    const manifest = JSON.parse((await ask(this.origin + this.manifest)).body);
    const [product] = manifest.products;
    const frame = manifest.frames.filter(({ products }) => products.includes(product.id)).at(-1);
    const zoom = manifest.zooms[1];
    const scale = 2 ** zoom;
    const column = ((manifest.longitude + 180) / 360) * scale;
    const row = ((1 - Math.asinh(Math.tan((manifest.latitude * Math.PI) / 180)) / Math.PI) / 2) * scale;
    for (let ring = 0; ring < 8; ring += 1) {
      for (let x = Math.floor(column) - ring; x <= Math.floor(column) + ring; x += 1) {
        for (let y = Math.floor(row) - ring; y <= Math.floor(row) + ring; y += 1) {
          if (Math.max(Math.abs(x - Math.floor(column)), Math.abs(y - Math.floor(row))) !== ring) continue;
          const answer = await ask(`${this.origin}/radar/${manifest.id}/${frame.id}/${product.id}/${zoom}/${x}/${y}.png`);
          if (answer.status !== 200) continue;
          const indices = await decoder(new Uint8Array(answer.body));
          const at = indices.findIndex((index, place) => {
            const [px, py] = [place % 256, place >> 8];
            const around = [place - 1, place + 1, place - 256, place + 256].every((near) => indices[near] === index);
            return px > 60 && px < 196 && py > 60 && py < 196 && around && typeof product.levels[index] === "number";
          });
          if (at < 0) continue;
          const lon = ((x + ((at % 256) + 0.5) / 256) / scale) * 360 - 180;
          const lat = (Math.atan(Math.sinh(Math.PI * (1 - (2 * (y + ((at >> 8) + 0.5) / 256)) / scale))) * 180) / Math.PI;
          return { lat, lon, index: indices[at], product, frame };
        }
      }
    }
    throw new Error("no frame of this station's radar has an echo: choose another moment for these tests");
  }

  /** The colour and the figure of one gate, as the station's own file has them. */
  async tellsTheTruth() {
    const { indicesOf } = await import("./radar-decoder.mjs").then((one) => one.load());
    const gate = await this.knownGate(indicesOf);
    this.gate = gate;
    const hash = `#product=${gate.product.id}&z=${CLOSE}&lat=${gate.lat}&lon=${gate.lon}`;
    for (const palette of gate.product.palettes) {
      const { page, close } = await this.open({ hash: `${hash}&palette=${palette.id}` });
      await this.drawn(page);
      await page.locator(".panel input[type=range]").fill("100");
      for (const label of ["Alerts", "County names"]) await page.getByLabel(label).uncheck();
      await page.waitForTimeout(400);
      const wanted = palette.colors[gate.index].match(/[0-9a-f]{2}/gi).slice(0, 3).map((part) => Number.parseInt(part, 16));
      const found = await this.middle(page);
      const off = Math.max(...found.map((value, at) => Math.abs(value - wanted[at])));
      this.check(`the map in “${palette.name}”`, off <= 3, `shows rgb(${found}) where the station measured what is rgb(${wanted})`);
      await page.locator(".maplibregl-canvas").focus();
      await page.keyboard.press("Shift");
      const level = gate.product.levels[gate.index];
      await page.waitForFunction((words) => document.querySelector(".readout strong").textContent.startsWith(words), String(level), { timeout: 5_000 }).catch(() => undefined);
      const said = await this.read(page, ".readout");
      this.check("the cross-hair", said.startsWith(`${level}`) && new RegExp(`miles \\(.* km\\).* of ${this.of}`).test(said), `says “${said}” where ${level} ${gate.product.unit} was measured`);
      if (typeof gate.product.tilt_deg === "number") this.check("the cross-hair", /beam [\d,]+ ft above sea level/.test(said), `does not say how high the beam is: “${said}”`);
      const box = await page.locator(".stage .canvas").boundingBox();
      await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
      await page.waitForTimeout(200);
      const pointed = await this.read(page, ".readout strong");
      this.check("the pointer", pointed.startsWith(`${level}`), `says “${pointed}” at the same place`);
      await close();
    }
  }

  async plays() {
    const { page, close } = await this.open();
    await this.drawn(page);
    const last = await page.evaluate(() => Number(document.querySelector(".player input").max));
    if (!this.check("the loop", last >= 2, `has ${last + 1} frames`)) return close();
    await page.waitForTimeout(1_500);
    this.check("the loop", (await this.place(page)) === last, "moves before anybody asked for it");
    await page.getByRole("button", { name: "Play the loop" }).click();
    const places = await page.evaluate(async (patience) => {
      const seen = new Set();
      for (const end = Date.now() + patience; Date.now() < end && seen.size < 3; ) {
        seen.add(document.querySelector(".player input").value);
        await new Promise((wake) => setTimeout(wake, 60));
      }
      return seen.size;
    }, PATIENCE);
    this.check("the loop", places >= 3, `showed ${places} pictures`);
    await page.getByRole("button", { name: "Pause the loop" }).click();
    const stopped = await this.place(page);
    await page.waitForTimeout(1_500);
    this.check("the loop", (await this.place(page)) === stopped, "goes on after it was paused");
    await page.getByRole("button", { name: "One picture back" }).click();
    this.check("back", (await this.place(page)) === (stopped + last) % (last + 1), "does not go one picture back");
    await close();
  }

  async obeysTheKeyboard() {
    const { page, close } = await this.open();
    await this.drawn(page);
    const last = await page.evaluate(() => Number(document.querySelector(".player input").max));
    await page.locator(".player input").focus();
    await page.keyboard.press("ArrowLeft");
    this.check("the slider", (await this.place(page)) === last - 1, "does not step with an arrow");
    this.check("the slider", /[ap]\.m\..*picture \d+ of \d+/.test(await page.locator(".player input").getAttribute("aria-valuetext")), "does not say its time in words");
    await page.keyboard.press("Space");
    this.check("space", await page.getByRole("button", { name: "Pause the loop" }).isVisible(), "does not play the loop from the bar");
    await page.keyboard.press("Space");
    this.check("space", await page.getByRole("button", { name: "Play the loop" }).isVisible(), "does not pause it");
    await page.getByRole("button", { name: "One picture forward" }).focus();
    const before = await this.place(page);
    await page.keyboard.press("ArrowLeft");
    this.check("arrows", (await this.place(page)) === before - 1, "do not step while a button of the bar has the focus");
    const map = page.locator(".maplibregl-canvas");
    await map.focus();
    const hash = () => page.evaluate(() => Object.fromEntries(new URLSearchParams(location.hash.slice(1))));
    // Closer first: a map that shows all that there is has nowhere to go.
    await page.keyboard.press("+");
    await page.waitForFunction(() => /lon=/.test(location.hash), null, { timeout: PATIENCE });
    await page.waitForTimeout(600);
    const first = await hash();
    await page.keyboard.press("ArrowRight");
    const beyond = ([name, value]) => Number(new URLSearchParams(location.hash.slice(1)).get(name)) > Number(value);
    await page.waitForFunction(beyond, ["lon", first.lon], { timeout: PATIENCE }).catch(() => undefined);
    const moved = await hash();
    this.check("the map", Number(moved.lon) > Number(first.lon), `does not move to the east with an arrow (${first.lon} to ${moved.lon})`);
    await page.keyboard.press("+");
    await page.waitForFunction(beyond, ["z", moved.z], { timeout: PATIENCE }).catch(() => undefined);
    this.check("the map", Number((await hash()).z) > Number(moved.z), "does not come closer with +");
    this.check("the map", await page.locator(".cross").isVisible(), "shows no cross-hair to whoever moves it with the keyboard");
    await page.keyboard.press("Space");
    this.check("space", await page.getByRole("button", { name: "Pause the loop" }).isVisible(), "does not play the loop from the map");
    await close();
  }

  async obeysLinks() {
    const { product } = this.gate;
    const manifest = JSON.parse((await ask(this.origin + this.manifest)).body);
    const [first] = manifest.frames.filter(({ products }) => products.includes(product.id));
    const named = await this.open({ hash: `#frame=${first.id}&product=${product.id}` });
    await this.drawn(named.page);
    this.check("a link to a picture", (await this.place(named.page)) === 0 && /^Earlier picture/.test(await this.read(named.page, ".when")), "does not open it");
    await named.close();
    const lost = await this.open({ hash: "#frame=19990101T000000Z-1&at=1999-01-01T00:00:00Z" });
    await this.drawn(lost.page);
    const newest = JSON.parse((await ask(this.origin + this.manifest)).body).frames.at(-1);
    this.check("a link to a picture that is gone", /no longer kept/.test(await this.read(lost.page, "#radar-map .notice")), "does not say so");
    this.check("a link to a picture that is gone", (await lost.page.locator(".when time").getAttribute("datetime")) === newest.time, "does not show the newest");
    await lost.close();
  }

  /** Another palette costs no other squares. */
  async choosesColours() {
    const { page, close } = await this.open();
    await this.drawn(page);
    const palettes = await page.locator("select[name=palette] option").count();
    if (palettes > 1) {
      let squares = 0;
      page.on("request", (request) => (squares += /\/radar\/.*\.png$/.test(request.url()) ? 1 : 0));
      const [before, wanted] = [await page.locator(".scale li .swatch").first().getAttribute("style"), await page.locator("select[name=palette] option").nth(1).getAttribute("value")];
      await page.locator("select[name=palette]").selectOption(wanted);
      await this.drawn(page);
      await page.waitForTimeout(500);
      this.check("another palette", squares === 0, `asked for ${squares} squares that were there`);
      this.check("another palette", (await page.locator(".scale li .swatch").first().getAttribute("style")) !== before, "does not change the legend");
      this.check("another palette", (await page.evaluate(() => location.hash)).includes(`palette=${wanted}`), "is not in the link");
    }
    await close();
  }

  async saysWhatIsWrong() {
    const silent = await this.open({ change: (one) => ({ ...one, state: "silent", said: `No data from ${one.id} since 5:40 p.m. PST.` }) });
    await this.drawn(silent.page);
    this.check("a silent radar", /silent/.test(await this.read(silent.page, "#radar-map .notice")) && /No data from/.test(await this.read(silent.page, "[data-radar-said]")) && /No picture/.test(await this.read(silent.page, ".when")), "is not said to be silent");
    await silent.close();
    const none = await this.open({ change: (one) => ({ ...one, state: "none", said: "", frames: [] }) });
    await this.drawn(none.page);
    this.check("a radar without pictures", /not mean a clear sky/.test(await this.read(none.page, "#radar-map .notice")), "looks like a clear sky");
    await none.close();
    const late = await this.open({ change: (one) => ({ ...one, now: new Date(Date.parse(one.now) + 3 * 3_600_000).toISOString() }) });
    await this.drawn(late.page);
    this.check("an old picture", /^Old picture.*3 hours.*ago/.test(await this.read(late.page, ".when")) && /does not show what is there now/.test(await this.read(late.page, "#radar-map .notice")), "is not said to be old");
    await late.close();
    await this.followsTheNewest();
    await this.findsTheReader();
    let connected = true;
    const { page, close } = await this.open({ change: (one) => connected && { ...one, refresh_s: 5 } });
    await this.drawn(page);
    const shown = await this.read(page, ".when time");
    connected = false;
    await page.waitForFunction(() => /No connection since/.test(document.querySelector("#radar-map .notice").textContent), null, { timeout: PATIENCE }).catch(() => undefined);
    this.check("without a connection", /No connection since .*came last/.test(await this.read(page, "#radar-map .notice").catch(() => "")) && (await this.read(page, ".when time")) === shown, "does not say so, or drops what it has");
    connected = true;
    await page.waitForFunction(() => !/No connection/.test(document.querySelector("#radar-map .notice").textContent), null, { timeout: PATIENCE }).catch(() => undefined);
    this.check("without a connection", !/No connection/.test(await page.locator("#radar-map .notice").textContent()), "does not recover");
    await close();
  }

  /** A newer picture comes by itself, and the one before stands until it is there. */
  async followsTheNewest() {
    let all = false;
    const { page, close } = await this.open({ change: (one) => ({ ...one, refresh_s: 5, frames: all ? one.frames : one.frames.slice(0, -1) }) });
    await this.drawn(page);
    const [before, last] = [await page.locator(".when time").getAttribute("datetime"), await page.locator(".player input").getAttribute("max")];
    all = true;
    await page.waitForFunction((time) => document.querySelector(".when time").dateTime !== time, before, { timeout: PATIENCE }).catch(() => undefined);
    this.check("a newer picture", (await page.locator(".when time").getAttribute("datetime")) > before && (await page.locator(".player input").getAttribute("max")) === String(Number(last) + 1), "does not come by itself");
    this.check("a newer picture", (await this.place(page)) === Number(last) + 1 && /^Newest|^Still/.test(await this.read(page, ".when")), "is not shown as the newest");
    await close();
  }

  /** Nothing is asked of the browser before the button is pressed; yes and no are both answers. */
  async findsTheReader() {
    const { latitude, longitude } = JSON.parse((await ask(this.origin + this.manifest)).body);
    const spot = { latitude: latitude + 0.3, longitude: longitude + 0.3 };
    const init = () => {
      window.asked = 0;
      const ask = Geolocation.prototype.getCurrentPosition;
      Geolocation.prototype.getCurrentPosition = function (...words) {
        window.asked += 1;
        return ask.apply(this, words);
      };
    };
    for (const permissions of [["geolocation"], []]) {
      const { page, close } = await this.open({ init, geolocation: spot, permissions });
      await this.drawn(page);
      this.check("one’s own place", (await page.evaluate(() => window.asked)) === 0, "is asked for before anybody wants it");
      await page.getByRole("button", { name: "Show where I am" }).click();
      const words = permissions.length > 0 ? "miles (" : "could not be found out";
      await page.waitForFunction((wanted) => document.querySelector("#radar-map").innerText.includes(wanted), words, { timeout: PATIENCE }).catch(() => undefined);
      this.check("one’s own place", (await page.locator("#radar-map").innerText()).includes(words), permissions.length > 0 ? "is not shown when the reader allows it" : "is not said to be unknown when the reader refuses");
      await close();
    }
  }

  async isWholeWithoutWebGl() {
    const init = () => {
      const context = HTMLCanvasElement.prototype.getContext;
      HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
        return /webgl/.test(kind) ? null : context.call(this, kind, ...rest);
      };
    };
    const { page, notes, close } = await this.open({ init });
    this.check("without WebGL", /needs WebGL/.test(await this.read(page, "#radar-map")), "does not say why there is no map");
    this.check("without WebGL", await page.locator(".still svg, img.still").first().isVisible(), "shows no picture");
    this.check("without WebGL", (await notes.read(page)).complaints.length === 0, "complains in the console");
    await close();
    // The map reads links; without it they lead to the picture that they mean, or it is said that it is not there.
    const [first] = JSON.parse((await ask(this.origin + this.manifest)).body).frames;
    for (const hash of [`#frame=${first.id}&at=${first.time}`, `#at=${first.time}&z=7`, `#frame=${first.id}`]) {
      const linked = await this.open({ init, hash });
      await linked.page.waitForFunction(() => /at=/.test(location.search), null, { timeout: 10_000 }).catch(() => undefined);
      await linked.page.waitForLoadState("load");
      const moment = linked.page.locator("figcaption time");
      this.check("without WebGL", Date.parse(await moment.getAttribute("datetime")) === Date.parse(first.time), `${hash} shows the picture of ${await moment.getAttribute("datetime")}`);
      await linked.close();
    }
    const lost = await this.open({ init, hash: "#at=2020-01-01T00:00:00Z" });
    this.check("without WebGL", /The picture of (December 31, 2019|January 1, 2020), .* is no longer kept/.test(await this.read(lost.page, "#radar-map .notice")), "does not say that the picture of a link is gone");
    await lost.close();
  }

  /** Who asked for no motion gets none but the loop that they ask for, and that slowly. */
  async keepsStill() {
    const { page, close } = await this.open({ reducedMotion: "reduce" });
    await this.drawn(page);
    this.check("reduced motion", (await page.locator("select[name=speed]").inputValue()) === "slow", "does not make the loop slow");
    await page.getByRole("button", { name: "Zoom in" }).click();
    await page.waitForTimeout(150);
    const soon = await page.evaluate(() => location.hash);
    await page.waitForTimeout(700);
    this.check("reduced motion", soon !== "" && soon === (await page.evaluate(() => location.hash)), "still glides while zooming");
    await close();
  }
}
