// Bundles style sheets and scripts into crates/pages/assets, and packs the county map there. All of it is committed: building the
// station needs no Node.
// `node build.mjs --check` builds to memory and fails when the committed files differ.
import { build } from "esbuild";
import { readFile, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { packAtlas } from "./atlas.mjs";
import { maplibre, noticesOf } from "./maplibre.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const assets = "../crates/pages/assets/";
const check = process.argv.includes("--check");

const bundles = [
  { from: "css/site.css", to: "site.css" },
  { from: "css/lite.css", to: "lite.css" },
  { from: "css/embed.css", to: "embed.css" },
  { from: "css/desk.css", to: "desk.css" },
  { from: "css/radar.css", to: "radar.css" },
  { from: "ts/desk.ts", to: "desk.js" },
  { from: "ts/radar/main.ts", to: "radar.js", plugins: [maplibre], notices: "radar.js.license" },
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

for (const { from, to, plugins, notices } of bundles) {
  const { outputFiles, metafile } = await build({
    entryPoints: [here(from)],
    absWorkingDir: here("."),
    plugins,
    // MapLibre's sources are written for fields that a class declares and its base fills.
    tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } },
    metafile: true,
    bundle: true,
    minify: true,
    write: false,
    format: "iife",
    target: ["es2022", "chrome109", "firefox115", "safari16"],
    legalComments: "none",
    logOverride: { "empty-import-meta": "silent" },
  });
  await keep(to, Buffer.from(outputFiles[0].contents));
  if (notices) await keep(notices, await noticesOf(metafile, here(".")));
}
const { atlas, notice } = await packAtlas();
await keep("counties.atlas", atlas);
await keep("counties.atlas.license", notice);
process.exit(differing === 0 ? 0 : 1);
