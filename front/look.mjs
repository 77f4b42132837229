// Looks at a gallery (`cargo run -p pages --example gallery -- OUT`) in Chromium: pictures of every page on a phone and a
// desk, in light and dark, accessibility with axe-core, overflow, and requests that leave the site.
// Usage: node look.mjs GALLERY OUT [--pictures DIR] [--only NAME,NAME] [--no-shots]
import { createReadStream, existsSync, readFileSync, readdirSync, mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [gallery, out, ...rest] = process.argv.slice(2);
const option = (name) => (rest.includes(name) ? rest[rest.indexOf(name) + 1] : undefined);
const only = option("--only")?.split(",");
const pictures = option("--pictures");
const shots = !rest.includes("--no-shots");
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const photos = pictures ? readdirSync(pictures).filter((file) => file.endsWith(".jpg")).sort() : [];

// The policy that the pages must live under.
const policy = (path) =>
  path.startsWith("/desk-")
    ? "default-src 'none'; img-src 'self'; style-src 'self'; script-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'"
    : "default-src 'none'; img-src 'self'; style-src 'self'; base-uri 'none'; form-action 'none'";
const types = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".js": "text/javascript", ".svg": "image/svg+xml" };

const server = createServer((request, response) => {
  const path = new URL(request.url, "http://x").pathname;
  let file = join(gallery, normalize(path));
  const picture = path.match(/^\/media\/([a-z-]+)\//);
  if (picture && photos.length > 0) {
    const [name] = picture.slice(1);
    file = join(pictures, photos[[...name].reduce((sum, c) => sum + c.charCodeAt(0), 0) % photos.length]);
  }
  if (!existsSync(file)) return response.writeHead(404).end();
  response.writeHead(200, {
    "content-type": types[extname(file)] ?? "image/jpeg",
    "content-security-policy": policy(path),
  });
  createReadStream(file).pipe(response);
});
await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
const base = `http://127.0.0.1:${server.address().port}`;

mkdirSync(out, { recursive: true });
const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const views = [
  { name: "phone", width: 390, height: 844 },
  { name: "desktop", width: 1280, height: 900 },
];
let faults = 0;
const fault = (where, words) => {
  faults += 1;
  console.log(`${where}: ${words}`);
};
const names = readdirSync(gallery)
  .filter((file) => file.endsWith(".html"))
  .map((file) => file.slice(0, -5))
  .filter((name) => !name.endsWith("-bare") && !["module", "figure", "map", "chart"].includes(name)) // what is bare or a piece is no page
  .filter((name) => !only || only.includes(name))
  .sort();
for (const view of views) {
  for (const scheme of ["light", "dark"]) {
    const context = await browser.newContext({ viewport: view, colorScheme: scheme, bypassCSP: false });
    for (const name of names) {
      const where = `${name} ${view.name} ${scheme}`;
      const page = await context.newPage();
      page.on("console", (message) => {
        const text = message.text();
        if (message.type() === "error" && !text.includes("404")) fault(where, text);
      });
      page.on("request", (request) => {
        if (!request.url().startsWith(base)) fault(where, `asks elsewhere: ${request.url()}`);
      });
      await page.goto(`${base}/${name}.html`, { waitUntil: "load" });
      if (shots) {
        await page.evaluate(() => document.querySelectorAll("img").forEach((img) => (img.loading = "eager")));
        await page.evaluate(() => Promise.all([...document.images].map((img) => img.decode().catch(() => undefined))));
        await page.screenshot({ path: join(out, `${name}-${view.name}-${scheme}.png`), fullPage: true });
      }
      const sideways = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (sideways > 0) fault(where, `is ${sideways} px wider than the window`);
      await page.evaluate(axe);
      const { violations } = await page.evaluate(() =>
        axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
      );
      for (const one of violations) {
        fault(where, `${one.id} (${one.impact}): ${one.nodes.slice(0, 3).map((node) => `${node.target} ${node.any?.[0]?.message ?? ""}`).join(" | ")}`);
      }
      await page.close();
    }
    await context.close();
  }
}
await browser.close();
server.close();
console.log(`${names.length} pages, ${views.length * 2} views each, ${faults} faults`);
process.exit(faults === 0 ? 0 : 1);
