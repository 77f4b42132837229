// The HTML checker of the W3C's validators, one run over every page and screen that was seen.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { createRequire } from "node:module";

const GROUP = "markup";
const BROKEN = '<!DOCTYPE html><html lang="en"><title>x</title><p><div id=a></div></p><div id=a></div>';

/** Checks all sources (a map from name to `{ html }`). Each page is one check; a broken page must be refused. */
export async function judgeMarkup(tally, sources, folder) {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "known-faults.html"), BROKEN);
  for (const [name, { html }] of sources) writeFileSync(join(folder, `${name}.html`), html);
  const files = ["known-faults", ...sources.keys()].map((name) => join(folder, `${name}.html`));
  const messages = await run(files);
  if (messages === undefined) return tally.leaveOut("Java is missing, so no page went through the HTML checker");
  const faults = grouped(messages);
  tally.check(GROUP, faults.has("known-faults"), "a page with known faults", "the checker accepted it", "See how it is run in front/test/markup.mjs.");
  for (const [name, { html }] of sources) {
    const found = faults.get(name) ?? [];
    tally.check(GROUP, html.length > 0, name, "has no source", "See front/test/look.mjs.");
    tally.check(GROUP, found.length === 0, name, found.slice(0, 4).map(words).join(" | "), `The source is ${join(folder, `${name}.html`)}.`);
  }
}

const nameOf = (message) => basename(message.url ?? "", ".html");
const words = ({ message, lastLine, extract }) => `line ${lastLine}: ${message} near “${(extract ?? "").replaceAll(/\s+/g, " ").trim()}”`;

function grouped(messages) {
  const groups = new Map();
  for (const message of messages) groups.set(nameOf(message), [...(groups.get(nameOf(message)) ?? []), message]);
  return groups;
}

async function run(files) {
  const jar = createRequire(import.meta.url).resolve("vnu-jar/build/dist/vnu.jar");
  const child = spawn("java", ["-Xmx512m", "-XX:+UseSerialGC", "-jar", jar, "--errors-only", "--format", "json", "--exit-zero-always", ...files]);
  let said = "";
  child.stderr.on("data", (bytes) => (said += bytes));
  const [code] = await Promise.race([once(child, "close"), once(child, "error").then(() => ["missing"])]);
  if (code === "missing") return undefined;
  try {
    return JSON.parse(said).messages.filter(({ type }) => type === "error" || type === "non-document-error");
  } catch {
    throw new Error(`the HTML checker ended with ${code} and said:\n${said.slice(0, 2000)}`);
  }
}
