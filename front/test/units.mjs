// The parts of the radar map that need no browser: its reader of PNGs, heights of the beam, links, words. They run here as they
// are bundled for the page, with every odd file that a broken net or a bad hand could make.
import { build } from "esbuild";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { crc32, deflateSync } from "node:zlib";

const GROUP = "radar units";
const SIDE = 256;

/** All of them, into a tally. */
export async function judgeUnits(tally) {
  const folder = mkdtempSync(join(tmpdir(), "bellwether-units-"));
  try {
    const load = async (name) => {
      const outfile = join(folder, `${name}.mjs`);
      await build({ entryPoints: [fileURLToPath(new URL(`../ts/radar/${name}.ts`, import.meta.url))], bundle: true, format: "esm", outfile, logLevel: "error" });
      return import(pathToFileURL(outfile).href);
    };
    const check = (where, good, fault) => tally.check(GROUP, good, where, fault, "See front/ts/radar.");
    await judgePng(check, await load("png"));
    judgeBeam(check, await load("beam"));
    judgeLinks(check, await load("link"));
    judgeWords(check, await load("words"));
    judgeManifest(check, await load("manifest"));
    judgeStanding(check, await load("standing"));
    judgeTiles(check, await load("tiles"));
    judgeAlerts(check, await load("alerts"));
    judgeMosaic(check, await load("manifest"), await load("standing"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const chunk = (kind, data) => {
  const out = Buffer.alloc(12 + data.length);
  out.writeUInt32BE(data.length);
  out.write(kind, 4, "latin1");
  data.copy(out, 8);
  if (crc32) out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length);
  return out;
};

/** A PNG of given rows, already filtered; `header` changes its header. */
function png(rows, { depth = 8, width = SIDE, height = SIDE, colour = 3, method = 0, filter = 0, interlace = 0, split = 1, packed = deflateSync(rows) } = {}) {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width);
  header.writeUInt32BE(height, 4);
  header.set([depth, colour, method, filter, interlace], 8);
  const parts = Array.from({ length: split }, (_, at) => packed.subarray(Math.floor((at * packed.length) / split), Math.floor(((at + 1) * packed.length) / split)));
  return new Uint8Array(Buffer.concat([Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]), chunk("IHDR", header), chunk("PLTE", Buffer.alloc(30)), ...parts.map((part) => chunk("IDAT", part)), chunk("IEND", Buffer.alloc(0))]));
}

/** Indices that differ everywhere, and their rows under one filter after the other. */
function sample(depth) {
  const mask = 2 ** depth - 1;
  const indices = Uint8Array.from({ length: SIDE * SIDE }, (_, at) => ((at * 7) ^ (at >> 5)) & mask);
  const rowBytes = (SIDE * depth) / 8;
  const plain = Array.from({ length: SIDE }, (_, y) => {
    const row = new Uint8Array(rowBytes);
    for (let x = 0; x < SIDE; x += 1) row[Math.floor((x * depth) / 8)] |= indices[y * SIDE + x] << (8 - depth - ((x * depth) % 8));
    return row;
  });
  const rows = plain.flatMap((row, y) => {
    const filter = y % 5;
    const up = plain[y - 1] ?? new Uint8Array(rowBytes);
    const guess = (x) => {
      const [left, above, corner] = [row[x - 1] ?? 0, up[x], up[x - 1] ?? 0];
      const near = [left, above, corner].map((value) => Math.abs(left + above - corner - value));
      const paeth = near[0] <= near[1] && near[0] <= near[2] ? left : near[1] <= near[2] ? above : corner;
      return [0, left, above, (left + above) >> 1, paeth][filter];
    };
    return [filter, ...row.map((value, x) => (value - guess(x)) & 255)];
  });
  return { indices, rows: Buffer.from(rows) };
}

async function judgePng(check, { indicesOf, PngError }) {
  const refused = (file) => indicesOf(file).then(() => false, (fault) => fault instanceof PngError);
  for (const depth of [1, 2, 4, 8]) {
    const { indices, rows } = sample(depth);
    const read = await indicesOf(png(rows, { depth, split: depth }));
    check(`PNG of ${depth} bits`, Buffer.compare(read, indices) === 0, "comes out with other indices, under some filter");
  }
  const { rows } = sample(8);
  const good = png(rows);
  const odd = {
    "an empty file": new Uint8Array(0),
    "another signature": Uint8Array.from(good, (byte, at) => (at === 1 ? 81 : byte)),
    "a file of 300 KB": new Uint8Array(300 * 1024),
    "a picture of 65,535 × 65,535": png(rows, { width: 65_535, height: 65_535 }),
    "true colour": png(rows, { colour: 2 }),
    "sixteen bits": png(rows, { depth: 16 }),
    "interlacing": png(rows, { interlace: 1 }),
    "another way of packing": png(rows, { method: 1 }),
    "no pixels": png(rows, { packed: Buffer.alloc(0), split: 0 }),
    "too few rows": png(rows.subarray(0, 257 * 100)),
    "too many rows": png(Buffer.concat([rows, rows])),
    "a bomb of 40 MB": png(rows, { packed: deflateSync(Buffer.alloc(40 * 1024 * 1024)) }),
    "an unknown filter": png(Buffer.from(rows).fill(9, 0, 1)),
    "rubbish instead of pixels": png(rows, { packed: Buffer.from("this is not packed at all") }),
    "a chunk longer than the file": Uint8Array.from(good, (byte, at) => (at >= 33 && at < 37 ? 255 : byte)),
  };
  for (const [words, file] of Object.entries(odd)) check("PNG", await refused(file), `takes ${words}, or fails in another way than it should`);
  let seed = 20210301;
  const dice = (sides) => (seed = (Math.imul(seed, 1_103_515_245) + 12_345) >>> 0) % sides;
  let strange = 0;
  for (let round = 0; round < 300; round += 1) {
    const file = good.slice(0, round % 3 === 0 ? dice(good.length) : good.length);
    for (let hits = 0; hits < 3; hits += 1) if (file.length > 0) file[dice(file.length)] = dice(256);
    const fair = await indicesOf(file).then((read) => read.length === SIDE * SIDE, (fault) => fault instanceof PngError);
    if (!fair) strange += 1;
  }
  check("PNG", strange === 0, `${strange} of 300 damaged files ended otherwise than as a square or an error that says why`);
}

function judgeBeam(check, { distanceM, direction, heightM, feetWords, distanceWords, ring }) {
  const radar = { latitude: 42.0811, longitude: -122.7173 };
  const lakeview = { latitude: 42.1888, longitude: -120.3458 };
  const away = distanceM(radar, lakeview);
  // The geodesic on WGS84 is 196,500 m.
  check("distance", Math.abs(away - 196_500) < 800, `Medford's radar to Lakeview is ${away} m`);
  check("direction", direction(radar, lakeview) === "east" && direction(lakeview, radar) === "west" && direction(radar, { latitude: 45, longitude: -122.7173 }) === "north", "is wrong");
  // By hand: 2,290 m, and a beam of 0.5° that rises 1,715 m and gains 2,274 m on the earth's curve.
  const height = heightM(2_290, 0.5, 196_500);
  check("beam", Math.abs(height - 6_279) < 30, `is ${height} m high over Lakeview`);
  check("beam", heightM(100, 0.5, 0) - 100 < 1 && heightM(100, -0.2, 10_000) < 100 && heightM(0, 90, 30_000_000) === Infinity, "is wrong at the radar, below the horizon, or behind the earth");
  check("words", feetWords(4_880) === "16,000 ft" && distanceWords(42_000) === "26 miles (42 km)" && distanceWords(1_000) === "0.6 miles (1.0 km)", `are ${feetWords(4_880)}, ${distanceWords(42_000)}`);
  const edge = ring(radar, 230_000, 36);
  check("reach", edge.length === 37 && edge.every(([longitude, latitude]) => Math.abs(distanceM(radar, { longitude, latitude }) - 230_000) < 1), "is no circle");
}

function judgeLinks(check, { linked, lost, parseView, writeView }) {
  const pictures = [{ id: "a-3", time: "2021-03-02T01:50:00Z" }, { id: "b-1", time: "2021-03-02T01:55:00Z" }];
  const named = (one) => linked(one, pictures)?.id;
  check("links", named({ frame: "a-3", at: "2021-03-02T01:55:00Z" }) === "a-3" && named({ frame: "a-1", at: "2021-03-02T01:51:00Z" }) === "a-3" && named({ at: "2021-03-02T01:53:00Z" }) === "b-1", "find another picture than the one that they name");
  check("links", named({}) === undefined && named({ frame: "a-1" }) === undefined && named({ at: "2021-03-02T02:01:00Z" }) === undefined, "find a picture that they do not name");
  const now = Date.parse("2021-03-02T01:56:00Z");
  const why = (at) => lost({ at }, "America/Los_Angeles", now);
  check("links", /The picture of December 31, 2019, 4:00 p\.m\. PST is no longer kept\./.test(why("2020-01-01T00:00:00Z")), `to what is gone say “${why("2020-01-01T00:00:00Z")}”`);
  check("links", /The picture of March 2, 5:00 p\.m\. PST is not there yet\./.test(why("2021-03-03T01:00:00Z")), `to what is ahead say “${why("2021-03-03T01:00:00Z")}”`);
  const view = { frame: "20210302T015500Z-1", at: "2021-03-02T01:55:00Z", product: "ref-2", palette: "safe", z: 7.25, lat: 42.1234, lon: -122.5 };
  const back = parseView(writeView(view));
  check("links", JSON.stringify(Object.entries(back).sort()) === JSON.stringify(Object.entries(view).sort()), `come back as ${JSON.stringify(back)}`);
  const odd = parseView("#frame=../../etc&at=soon&product=%3Cscript%3E&z=900&lat=abc&lon=-181&lat=");
  check("links", Object.keys(odd).length === 0, `take ${JSON.stringify(odd)} from rubbish`);
}

function judgeWords(check, { clock, dated, age, figure }) {
  const at = Date.parse("2021-03-02T01:55:00Z");
  const zone = "America/Los_Angeles";
  check("clock", clock(at, zone, at) === "5:55 p.m. PST", `says ${clock(at, zone, at)}`);
  check("clock", clock(at, zone, at + 9 * 3_600_000) === "March 1, 5:55 p.m. PST", `says ${clock(at, zone, at + 9 * 3_600_000)} the next day`);
  check("clock", clock(Date.parse("2020-01-01T00:00:00Z"), zone, at) === "December 31, 2019, 4:00 p.m. PST", `does not say the year: ${clock(Date.parse("2020-01-01T00:00:00Z"), zone, at)}`);
  check("clock", dated(at, zone) === "March 1, 2021, 5:55 p.m. PST", `says ${dated(at, zone)} of a day`);
  check("clock", clock(Date.parse("2021-07-01T07:05:00Z"), zone, Date.parse("2021-07-01T08:00:00Z")) === "12:05 a.m. PDT", "does not know midnight or summer");
  const ages = [[20e3, "less than a minute ago"], [60e3, "1 minute ago"], [34 * 60e3, "34 minutes ago"], [125 * 60e3, "2 hours 5 minutes ago"], [50 * 3_600e3, "2 days ago"], [-600e3, "in the future: a clock is wrong"]];
  for (const [ms, words] of ages) check("age", age(ms) === words, `of ${ms} ms is “${age(ms)}”`);
  const dbz = { id: "ref", unit: "dBZ", moment: "REF", legend: [{ value: 5, label: "5 dBZ" }, { value: 10, label: "10" }] };
  check("figure", figure(38.5, dbz) === "38.5 dBZ" && figure("not measured", dbz) === "Not measured", "is wrong");
  // A scale has a first step, and what is no weather is taken out: neither is silence.
  check("figure", [null, undefined].every((none) => figure(none, dbz) === "Below 5 dBZ, or filtered out"), `of nothing is “${figure(null, dbz)}”`);
  check("figure", figure(null, { ...dbz, id: "raw" }) === "Below 5 dBZ", `of nothing, uncleaned, is “${figure(null, { ...dbz, id: "raw" })}”`);
  check("figure", figure(null, { unit: "m/s", moment: "VEL", legend: [] }) === "Nothing heard, or filtered out" && figure(null, { unit: "", moment: "RHO", legend: [] }) === "Nothing heard", "of nothing is wrong where it is no reflectivity");
  const speeds = { unit: "m/s", levels: [null, "not measured", -40, 0, 40] };
  check("figure", figure(-12, speeds) === "27 mph (12 m/s) towards the radar" && figure(0, speeds) === "0 mph (0 m/s)", `is ${figure(-12, speeds)}`);
  check("figure", figure(40, speeds) === "89 mph (40 m/s) or more away from the radar", `is ${figure(40, speeds)} at the end of the scale`);
}

function judgeManifest(check, { parse, waitMs }) {
  const product = { id: "ref", name: "Reflectivity", unit: "dBZ", default_palette: "a", palettes: [{ id: "a", name: "A", colors: [] }], levels: [null], legend: [] };
  const good = { id: "KMAX", name: "Medford", latitude: 42, longitude: -122, antenna_m: 2_290, state: "fresh", said: "", now: "2021-03-02T02:00:00Z", refresh_s: 30, max_age_s: 900, zooms: [5, 9], bounds: [-125, 40, -119, 44], products: [product], frames: [{ id: "b", time: "2021-03-02T01:55:00Z", complete: true, products: ["ref", "gone"] }, { id: "a", time: "2021-03-02T01:50:00Z", complete: true, products: ["ref"] }, { id: "../x", time: "2021-03-02T01:55:00Z", complete: true, products: ["ref"] }, { id: "c", time: "never", complete: true, products: ["ref"] }] };
  const { frames } = parse(good);
  check("manifest", frames.map(({ id }) => id).join() === "a,b" && frames[1].products.join() === "ref", `keeps frames ${JSON.stringify(frames)}`);
  for (const odd of [null, {}, [], "x", { ...good, now: "now" }, { ...good, latitude: "42" }, { ...good, state: "fine" }, { ...good, id: "K/AX" }, { ...good, bounds: [1, 2, null, 4] }]) {
    let refused = false;
    try {
      parse(odd);
    } catch {
      refused = true;
    }
    check("manifest", refused, `takes ${JSON.stringify(odd).slice(0, 60)}`);
  }
  check("back-off", waitMs(30, 0, 0) === 30_000 && waitMs(30, 2, 0) === 120_000 && waitMs(30, 50, 1) === 360_000 && waitMs(0, 0, 0) === 5_000, "is not twice as long each time, within five minutes");
}

function judgeStanding(check, { plate, notice }) {
  const time = "2021-03-02T01:55:00Z";
  const frame = { id: "a", time, complete: true, products: ["ref"] };
  const minutes = (count) => Date.parse(time) + count * 60_000;
  const standing = (more, state = "fresh", said = "Light rain.") => ({ manifest: { id: "KMAX", state, said, now: time, max_age_s: 900 }, frames: [frame], frame, now: minutes(4), zone: "America/Los_Angeles", offline: false, missing: 0, also: [], ...more });
  const cases = [
    [standing({}), "Newest picture", ""],
    [standing({ frames: [{ ...frame, complete: false }], frame: undefined }), "Nothing yet", "Earlier pictures can be played."],
    [standing({ now: minutes(16) }), "Old picture", "The newest picture is 16 minutes old: it does not show what is there now."],
    [standing({}, "maintenance"), "May be a test", "Somebody works on KMAX: what it shows may be a test."],
    [standing({ now: minutes(90), frame: undefined }, "silent", "No data from KMAX since 5:55 p.m. PST"), "The radar is silent", "The radar is silent. Earlier pictures can be played."],
    [standing({ frames: [], frame: undefined }, "none", ""), "Nothing yet", "There is no picture, and that does not mean a clear sky."],
    [standing({ missing: 2 }), "Newest picture", "Parts of 2 pictures could not be loaded: an empty square is no clear sky."],
    [standing({ offline: true, missing: 2 }), "Newest picture", "No connection since 5:55 p.m. PST. What you see is what came last; the page asks again by itself."],
  ];
  for (const [one, what, words] of cases) check("what is told", plate(one).what === what && notice(one) === words, `is “${plate(one).what}”, “${notice(one)}”, not “${what}”, “${words}”`);
  // How long a picture is new the station's settings say, and its own pages count the same minute.
  const after = (count, max_age_s) => {
    const one = standing({ now: minutes(count) });
    return plate({ ...one, manifest: { ...one.manifest, max_age_s } }).what;
  };
  check("what is told", after(16, 1_800) === "Newest picture" && after(30, 1_800) === "Old picture" && after(15, 900) === "Old picture" && after(14.9, 900) === "Newest picture" && after(6, 300) === "Old picture", "does not know the station's own age of old pictures");
  const partial = { ...frame, complete: false };
  check("what is told", plate(standing({ frames: [partial], frame: partial })).what === "Still being drawn", "does not say that the antenna still turns");
  check("what is told", plate(standing({ frames: [frame, partial] })).what === "Earlier picture", "takes an earlier picture for the newest");
}

function judgeTiles(check, { colourTable, coloured, pixelAt, tilePath }) {
  const table = colourTable(["#00000000", "#80808038", "#102030", "red"]);
  const pixels = coloured(Uint8Array.from([0, 1, 2, 3, 250]), table);
  check("colours", [...pixels].join() === "0,0,0,0,128,128,128,56,16,32,48,255,0,0,0,0,0,0,0,0", `are ${[...pixels].join()}`);
  const { x, y, at } = pixelAt(-122.7173, 42.0811, 8);
  // From the formulas of the slippy map, by hand.
  check("pixel", x === 40 && y === 94 && at === 244 * SIDE + 187, `is ${x}/${y}, ${Math.floor(at / SIDE)}, ${at % SIDE}`);
  check("address", tilePath("KMAX", "f-1", "ref", 8, 40, 95) === "/radar/KMAX/f-1/ref/8/40/95.png", "is another one");
}

/** An outline is never made up, and an alert without one is never dropped. */
function judgeAlerts(check, { listed, drawable, words }) {
  const square = { type: "Polygon", coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] };
  const one = (geometry, properties, id = "https://elsewhere.example/alerts/7") => ({ type: "Feature", id, geometry, properties });
  const all = { type: "FeatureCollection", features: [one(square, { event: "A", geometryOf: "message", areaDesc: "Jackson" }), one(square, { event: "B", geometryOf: "zones", areaDesc: "One; Two; Three; Four; Five", phase: "ahead" }), one(null, { event: "C", geometryOf: null, areaDesc: "" }, "no address"), one(null, null, undefined)] };
  const [own, zones, none, bare] = listed(all);
  check("alerts", drawable(all).features.length === 2, "are drawn without a shape, or left out with one");
  check("alerts", words(own) === "for Jackson; solid line, the area that it names itself" && own.path === "/alerts/7", `say “${words(own)}”, and lead to “${own.path}”`);
  check("alerts", words(zones) === "for One; Two; Three and 2 more; begins later; dashed line, the zones and counties that it names", `say “${words(zones)}”`);
  check("alerts", words(none) === "not on the map: its shape is not known here" && none.path === "", `say “${words(none)}”`);
  check("alerts", bare.event === "Alert" && bare.outline === "none", "are dropped when they say nothing of themselves");
}

/** A picture of several radars: which one is shown at a place, and what is said of those that are missing. */
function judgeMosaic(check, { antennas, antennaOver, reachLines, parse }, { plate, notice }) {
  const product = { id: "ref", name: "Reflectivity", unit: "dBZ", default_palette: "a", palettes: [{ id: "a", name: "A", colors: [] }], levels: [null], legend: [] };
  const members = [{ id: "KMAX", name: "Medford", latitude: 42.08, longitude: -122.72, antenna_m: 2_311 }, { id: "KRTX", name: "Portland", latitude: 45.71, longitude: -122.97, antenna_m: 509 }];
  const part = (id, time, drawn) => ({ id, time, drawn, tilt_deg: 0.5, reach_m: 460_000 });
  const whole = { id: "20210302T015500Z-1", time: "2021-03-02T01:54:00Z", complete: true, products: ["ref"], parts: [part("KMAX", "2021-03-02T01:54:00Z", true), part("KRTX", "2021-03-02T01:51:00Z", true)] };
  const half = { ...whole, parts: [whole.parts[0], part("KRTX", "2021-03-02T01:10:00Z", false)] };
  const manifest = parse({ id: "MOSAIC", name: "West", latitude: 43.9, longitude: -122.8, antenna_m: 0, state: "fresh", said: "KMAX: rain.", now: "2021-03-02T01:56:00Z", refresh_s: 30, max_age_s: 900, zooms: [5, 8], bounds: [-129, 38, -117, 50], members, products: [product], frames: [whole] });
  const over = (spot, frame) => antennaOver(spot, antennas(manifest, frame))?.antenna.id;
  const [south, north, between] = [{ latitude: 42, longitude: -122 }, { latitude: 46, longitude: -122.5 }, { latitude: 43.8, longitude: -122.8 }];
  check("several radars", over(south, whole) === "KMAX" && over(north, whole) === "KRTX", "are not told apart by the lowest beam");
  check("several radars", over(between, whole) === "KRTX", "do not see by the lower beam, but by the nearer antenna");
  check("several radars", over(between, half) === "KMAX" && over({ latitude: 48.5, longitude: -122.5 }, half) === undefined, "show one that is not in the picture");
  check("several radars", reachLines(antennas(manifest, half)).length === 1 && reachLines(antennas(manifest)).length === 2, "draw the reach of one that is not in the picture");
  const standing = (frame) => ({ manifest, frames: [frame], frame, now: Date.parse(manifest.now), zone: "America/Los_Angeles", offline: false, missing: 0, also: [] });
  check("several radars", plate(standing(whole)).parts === "KMAX 5:54 p.m. PST, KRTX 5:51 p.m. PST" && notice(standing(whole)) === "", `say “${plate(standing(whole)).parts}” and “${notice(standing(whole))}”`);
  check("several radars", plate(standing(half)).parts === "KMAX 5:54 p.m. PST" && notice(standing(half)) === "KRTX is not in this picture: its last whole look is of 5:10 p.m. PST. Where only it could see lies a grey veil.", `say “${notice(standing(half))}”`);
  // As the station sends them: the square that Web Mercator draws around Medford's radar ends 475 km to the north of it.
  const alone = { ...manifest, id: "KMAX", members: null, latitude: 42.0811, longitude: -122.7173, reach_m: 460_000, bounds: [-128.6903, 37.4943, -116.7443, 46.3589] };
  check("one radar", antennas(alone, undefined, { ...product, tilt_deg: 0.5 }).length === 1 && antennas(alone)[0].reachM === 460_000, `reaches ${antennas(alone)[0].reachM} m`);
  const seen = (north) => antennaOver({ latitude: alone.latitude + north / 111_195, longitude: alone.longitude }, antennas(alone))?.antenna.id;
  check("one radar", seen(459_000) === "KMAX" && seen(468_000) === undefined, "is said to reach farther than its pictures");
}
