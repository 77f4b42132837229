// Pages as a text browser prints them: whole, with words, with tables that can be read back, as they were last time.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const GROUP = "text browser";
// "None of them …" begins a sentence; a lone None is a value that leaked from a template.
const LEAKS = [/\bundefined\b/, /\bNone\b(?! [a-z])/, /\{\{/, /\{%/, /\[object/, /wxIcon/, /\bNaN\b/, /\bSome\(/];

/** Prints a page as w3m does, in 100 columns. */
export function dump(html) {
  const { status, stdout, stderr, error } = spawnSync("w3m", ["-dump", "-T", "text/html", "-I", "UTF-8", "-O", "UTF-8", "-cols", "100"], {
    input: html,
    encoding: "utf8",
    env: { ...process.env, LANG: "C.UTF-8", HOME: "/nonexistent" },
  });
  if (error?.code === "ENOENT") return undefined;
  if (status !== 0) throw new Error(`w3m failed: ${stderr}`);
  // The station's clock ticks while it starts: the first fetch tells its minute, and the radar's rain moves on.
  const still = stdout.replace(/(\n *(?:Radar: Medford|Nearest radar)\n\n)(?:.*\S.*\n)+/, "$1[what the radar shows]\n");
  return still.replaceAll(/6:0\d p\.m\. PST/g, "6:00 p.m. PST");
}

/** Every check on one public page. */
export function judgeText(tally, target, html) {
  const text = dump(html);
  if (text === undefined) return tally.leaveOut("w3m is missing, so no page was read as text");
  const flat = text.replaceAll(/\s+/g, " ");
  const check = (good, fault, remedy) => tally.check(GROUP, good, target.name, fault, remedy);
  check(flat.includes(target.words.replaceAll(/\s+/g, " ")), `does not say “${target.words}”`, "See its template.");
  for (const words of target.also ?? []) check(words.test(flat), `says nothing like ${words}`, "See its template.");
  for (const leak of LEAKS) check(!leak.test(text) && !leak.test(html), `${leak} leaked: …${context(`${text}\n${html}`, leak)}…`, "A template printed what is no word; see crates/pages.");
  if (target.sums) judgeTable(check, text, target.sums);
  // The port is another one in every run.
  if (target.w3m) compare(check, target.name, text.replaceAll(/127\.0\.0\.1:\d+/g, "127.0.0.1:PORT"));
}

function context(text, leak) {
  const at = text.search(leak);
  return at < 0 ? "" : text.slice(Math.max(0, at - 40), at + 40).replaceAll(/\s+/g, " ");
}

/** A row of figures must be readable from the text alone, and the rows must add up to the totals that the page prints. */
function judgeTable(check, text, [cases, deaths, count]) {
  const rows = [...text.matchAll(/^ *(\p{L}[\p{L} .']*?) +(\d{1,3}(?:,\d{3})*) +(\d{1,3}(?:,\d{3})*)(?: +(?:[−\d][\d,.]*|–))* *$/gmu)];
  const sum = (column) => rows.reduce((total, row) => total + Number(row[column].replaceAll(",", "")), 0).toLocaleString("en-US");
  check(rows.length === count, `${rows.length} rows of figures can be read from its text, not ${count}`, "Cells must stay cells without any style: see table.html.");
  check(sum(2) === cases && sum(3) === deaths, `its rows add up to ${sum(2)} and ${sum(3)}, not ${cases} and ${deaths}`, "See crates/work and the demonstration's data.");
}

function compare(check, name, text) {
  const file = fileURLToPath(new URL(`w3m/${name}.txt`, import.meta.url));
  if (process.env.UPDATE) writeFileSync(file, text);
  const wanted = existsSync(file) ? readFileSync(file, "utf8") : "";
  check(text === wanted, `its text is not that of front/test/w3m/${name}.txt: ${difference(wanted, text)}`, "If the change is meant, run again with UPDATE=1 and commit the file.");
}

function difference(wanted, found) {
  const [old, fresh] = [wanted.split("\n"), found.split("\n")];
  const at = fresh.findIndex((line, index) => line !== old[index]);
  return at < 0 ? `it ends after ${fresh.length} lines of ${old.length}` : `line ${at + 1} was “${old[at] ?? ""}” and is “${fresh[at]}”`;
}
