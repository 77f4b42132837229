// MapLibre GL from its sources instead of its finished bundles: page and worker share three quarters of their code, and the
// finished ones would send that twice. One file is both.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";

/** What no map of ours uses: squares in MapLibre's own vector format, and letters that run from right to left in map text. */
const LEFT_OUT = ["@maplibre/mlt", "bidi-js"];

/** Finds MapLibre's sources for esbuild, and leaves out what is not used. */
export const maplibre = {
  name: "maplibre",
  setup(build) {
    const sources = join(build.initialOptions.absWorkingDir, "node_modules/maplibre-gl/src");
    build.onResolve({ filter: /^maplibre-gl$/ }, () => ({ path: join(sources, "index.ts") }));
    build.onResolve({ filter: /^maplibre-gl\/worker$/ }, () => ({ path: join(sources, "source/worker.ts") }));
    build.onResolve({ filter: /^(@maplibre\/mlt|bidi-js)$/ }, ({ path }) => ({ path, namespace: "left-out" }));
    build.onLoad({ filter: /./, namespace: "left-out" }, () => ({ contents: "module.exports = () => ({})", loader: "js" }));
    // Of its package.json it wants the version alone.
    build.onLoad({ filter: /maplibre-gl\/package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, "utf8"));
      return { contents: JSON.stringify({ version }), loader: "json" };
    });
  },
};

/** The licences of every package whose code is in a bundle, as one text that goes with it. */
export async function noticesOf(metafile, folder) {
  const packages = new Set();
  for (const input of Object.keys(metafile.inputs)) {
    const [, name] = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input) ?? [];
    if (name && !LEFT_OUT.includes(name)) packages.add(name);
  }
  const parts = [];
  for (const name of [...packages].sort()) {
    const home = join(folder, "node_modules", name);
    const { version, license } = JSON.parse(await readFile(join(home, "package.json"), "utf8"));
    const files = (await readdir(home)).filter((file) => /^(licen[cs]e|notice)/i.test(file)).sort();
    const texts = await Promise.all(files.map((file) => readFile(join(home, file), "utf8")));
    if (texts.length === 0) texts.push(await licenceInReadme(name, home));
    parts.push(`${name} ${version} (${license})\n\n${texts.map((text) => text.trim()).join("\n\n")}`);
  }
  return Buffer.from(`What is in radar.js beside the station's own code.\n\n${parts.join(`\n\n${"=".repeat(80)}\n\n`)}\n`);
}

/** Some packages say it there and nowhere else; one that says it nowhere is not shipped. */
async function licenceInReadme(name, home) {
  const [, text] = /^#+ *Licen[cs]e[^\n]*\n(.*)$/ims.exec(await readFile(join(home, "README.md"), "utf8")) ?? [];
  if (!text) throw new Error(`${name} is bundled and has no text of its licence: find it, or leave the package out`);
  return text;
}
