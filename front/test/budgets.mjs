// How many bytes a reader pays for, as brotli sends them.
import { ask, askCompressed } from "./asking.mjs";

const GROUP = "budgets";
const KIB = 1024;
const LIMITS = { story: 20 * KIB, front: 35 * KIB, lite: 10 * KIB };
const STYLE = 14 * KIB;
const DESK_SCRIPT = 6 * KIB;
/** All that a page with a map loads more than others: its script, which is its worker as well, and its style sheet. */
const ISLAND = 320_000;

/**
 * One public page, its style sheets and its scripts: none, unless the page has an island. `answer` is what `askCompressed` gave.
 */
export async function judgePage(tally, origin, target, answer) {
  const check = (good, fault, remedy) => tally.check(GROUP, good, target.name, fault, remedy);
  check(answer.encoding === "br", `is sent as ${answer.encoding} to who asks for brotli`, "See the page cache in crates/web.");
  const limit = LIMITS[target.budget ?? "story"];
  check(answer.bytes <= limit, `takes ${answer.bytes} bytes of ${limit}`, "Show less, or shorten the markup.");
  const scripts = [...answer.text.matchAll(/<script(?![^>]*application\/ld\+json)[^>]*>/g)];
  if (target.island) await judgeIsland(check, origin, target, answer);
  else check(scripts.length === 0, `has a script: ${scripts[0]?.[0]}`, "Public pages carry none.");
  const styles = await sum(origin, answer.text, /<link rel="stylesheet" href="([^"]+)"/g);
  check(styles > 0 && styles <= STYLE, `its style sheets take ${styles} bytes of ${STYLE}`, "See front/css.");
  return { name: target.name, bytes: answer.bytes, styles };
}

/** What an island costs in brotli and in gzip, as they are sent. */
async function judgeIsland(check, origin, target, answer) {
  const paths = [...answer.text.matchAll(/<(?:script[^>]* src|link rel="stylesheet" href)="([^"]+)"/g)].map(([, path]) => path).filter((path) => path.includes(`/${target.island}-`));
  check(paths.length === 2, `has ${paths.length} files of its island: ${paths.join(" ")}`, "One script and one style sheet: see its template.");
  for (const encoding of ["br", "gzip"]) {
    let bytes = 0;
    for (const path of paths) {
      const sent = await ask(new URL(path, origin).href, { "accept-encoding": encoding });
      check(sent.headers["content-encoding"] === encoding, `${path} is sent as ${sent.headers["content-encoding"]}, not as ${encoding}`, "See crates/web/src/packed.rs.");
      bytes += sent.body.length;
    }
    check(bytes > 1_000 && bytes <= ISLAND, `its island takes ${bytes} bytes of ${ISLAND} in ${encoding}`, "See LEFT_OUT in front/maplibre.mjs.");
  }
}

/** One screen of the desk. */
export async function judgeScreen(tally, origin, name, html) {
  const scripts = await sum(origin, html, /<script[^>]* src="([^"]+)"/g);
  tally.check(GROUP, scripts > 0 && scripts <= DESK_SCRIPT, name, `its scripts take ${scripts} bytes of ${DESK_SCRIPT}`, "See front/ts.");
  const styles = await sum(origin, html, /<link rel="stylesheet" href="([^"]+)"/g);
  tally.check(GROUP, styles > 0 && styles <= STYLE, name, `its style sheets take ${styles} bytes of ${STYLE}`, "See front/css/desk.css.");
}

const known = new Map();

async function sum(origin, html, pattern) {
  let bytes = 0;
  for (const [, path] of html.matchAll(pattern)) {
    const url = new URL(path, origin).href;
    if (!known.has(url)) known.set(url, (await askCompressed(url)).bytes);
    bytes += known.get(url);
  }
  return bytes;
}
