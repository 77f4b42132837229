// The browser, and what is noted about every document that it loads.
import { chromium } from "playwright-core";

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Starts Chromium. `CHROMIUM` names another program than the system's. */
export function openBrowser() {
  return chromium.launch({ executablePath: process.env.CHROMIUM || "/usr/bin/chromium", args: ARGUMENTS });
}

/** A page of a context that lives under the site's own policies, and its notebook. */
export async function openPage(context, origin) {
  const page = await context.newPage();
  await page.addInitScript(() => {
    window.shifted = 0;
    window.refused = [];
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.shifted += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
    document.addEventListener("securitypolicyviolation", (event) => {
      window.refused.push(`${event.violatedDirective} refused ${event.blockedURI}`);
    });
  });
  return { page, notes: new Notebook(page, origin) };
}

/** What a page asked for and complained about since it was last read. */
export class Notebook {
  #documents = [];
  #elsewhere = [];
  #complaints = [];
  #scripts = [];

  constructor(page, origin) {
    page.on("request", (request) => {
      const url = request.url();
      if (!url.startsWith(`${origin}/`) && !url.startsWith("data:") && !url.startsWith("blob:")) this.#elsewhere.push(url);
      if (request.resourceType() === "script") this.#scripts.push(url);
    });
    page.on("response", (response) => {
      const request = response.request();
      if (!request.isNavigationRequest() || request.frame() !== page.mainFrame()) return;
      if (response.status() >= 300 && response.status() < 400) return;
      // Read at once: the browser forgets the bytes with the next document.
      const text = response.text().catch(() => "");
      this.#documents.push({ status: response.status(), url: response.url(), text });
    });
    page.on("console", (message) => {
      if (message.type() !== "error") return;
      this.#complaints.push({ words: message.text(), url: message.location().url });
    });
    page.on("pageerror", (error) => this.#complaints.push({ words: String(error), url: "" }));
    page.on("crash", () => this.#complaints.push({ words: "the page crashed", url: "" }));
  }

  /** The last document with everything that happened since the last reading. */
  async read(page) {
    const last = this.#documents.at(-1);
    const seen = {
      status: last?.status ?? 0,
      html: (await last?.text) ?? "",
      elsewhere: this.#elsewhere,
      scripts: this.#scripts,
      refused: await page.evaluate(() => window.refused ?? []),
      // Chromium complains of a document that is an answer of 404 by design; of nothing else that the page asked for.
      complaints: this.#complaints.filter(({ words, url }) => !(words.startsWith("Failed to load resource") && this.#isDocument(url))),
    };
    this.#elsewhere = [];
    this.#complaints = [];
    this.#scripts = [];
    return seen;
  }

  #isDocument(url) {
    return this.#documents.some((document) => document.url === url);
  }
}
