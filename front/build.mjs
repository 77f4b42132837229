// Bundles style sheets and the desk's script into crates/pages/assets, which is committed: building the station needs no Node.
// `node build.mjs --check` builds to memory and fails when the committed files differ.
import { build } from "esbuild";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const assets = "../crates/pages/assets/";
const check = process.argv.includes("--check");

const bundles = [
  { from: "css/site.css", to: "site.css" },
  { from: "css/lite.css", to: "lite.css" },
  { from: "css/desk.css", to: "desk.css" },
  { from: "ts/desk.ts", to: "desk.js" },
];

let differing = 0;
for (const { from, to } of bundles) {
  const { outputFiles } = await build({
    entryPoints: [here(from)],
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["es2022", "chrome109", "firefox115", "safari16"],
    legalComments: "none",
  });
  const text = outputFiles[0].text;
  const path = here(assets + to);
  if (!check) {
    await writeFile(path, text);
    console.log(`${to}: ${text.length} bytes`);
  } else if ((await readFile(path, "utf8").catch(() => "")) !== text) {
    console.error(`${to} differs from its sources: run \`npm run build\` in front/ and commit the result`);
    differing += 1;
  }
}
process.exit(differing === 0 ? 0 : 1);
