// Bundles style sheets and the desk's script into crates/pages/assets, and packs the county map there. All of it is committed:
// building the station needs no Node.
// `node build.mjs --check` builds to memory and fails when the committed files differ.
import { build } from "esbuild";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { packAtlas } from "./atlas.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const assets = "../crates/pages/assets/";
const check = process.argv.includes("--check");

const bundles = [
  { from: "css/site.css", to: "site.css" },
  { from: "css/lite.css", to: "lite.css" },
  { from: "css/embed.css", to: "embed.css" },
  { from: "css/desk.css", to: "desk.css" },
  { from: "ts/desk.ts", to: "desk.js" },
];

let differing = 0;

async function keep(name, bytes) {
  const path = here(assets + name);
  if (!check) {
    await writeFile(path, bytes);
    console.log(`${name}: ${bytes.length} bytes`);
  } else if (!(await readFile(path).catch(() => Buffer.alloc(0))).equals(bytes)) {
    console.error(`${name} differs from its sources: run \`npm run build\` in front/ and commit the result`);
    differing += 1;
  }
}

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
  await keep(to, Buffer.from(outputFiles[0].contents));
}
const { atlas, notice } = await packAtlas();
await keep("counties.atlas", atlas);
await keep("counties.atlas.license", notice);
process.exit(differing === 0 ? 0 : 1);
