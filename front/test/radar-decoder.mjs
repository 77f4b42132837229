// The map's own reader of squares, bundled for Node: the tests look into the station's files with it.
import { build } from "esbuild";
import { fileURLToPath } from "node:url";

/** What front/ts/radar/png.ts exports. */
export async function load() {
  const { outputFiles } = await build({ entryPoints: [fileURLToPath(new URL("../ts/radar/png.ts", import.meta.url))], bundle: true, format: "esm", write: false, logLevel: "error" });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}
