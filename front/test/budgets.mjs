// How many bytes a reader pays for, as brotli sends them.
import { askCompressed } from "./asking.mjs";

const GROUP = "budgets";
const KIB = 1024;
const LIMITS = { story: 20 * KIB, front: 35 * KIB, lite: 10 * KIB };
const STYLE = 14 * KIB;
const DESK_SCRIPT = 6 * KIB;

/** One public page, its style sheets and its scripts (there are none). `answer` is what `askCompressed` gave. */
export async function judgePage(tally, origin, target, answer) {
  const check = (good, fault, remedy) => tally.check(GROUP, good, target.name, fault, remedy);
  check(answer.encoding === "br", `is sent as ${answer.encoding} to who asks for brotli`, "See the page cache in crates/web.");
  const limit = LIMITS[target.budget ?? "story"];
  check(answer.bytes <= limit, `takes ${answer.bytes} bytes of ${limit}`, "Show less, or shorten the markup.");
  const scripts = [...answer.text.matchAll(/<script(?![^>]*application\/ld\+json)[^>]*>/g)];
  check(scripts.length === 0, `has a script: ${scripts[0]?.[0]}`, "Public pages carry none.");
  const styles = await sum(origin, answer.text, /<link rel="stylesheet" href="([^"]+)"/g);
  check(styles > 0 && styles <= STYLE, `its style sheets take ${styles} bytes of ${STYLE}`, "See front/css.");
  return { name: target.name, bytes: answer.bytes, styles };
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
