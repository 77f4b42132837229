// The radar page's island. The same file is the page's script and MapLibre's worker: what both need is sent once, and the
// policy of the page needs no exception.
import { setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/worker";
import type { FeatureCollection } from "geojson";
import type { Alerts } from "./alerts";
import { RadarApp } from "./app";
import { el } from "./dom";
import { parse, Watch, type Manifest } from "./manifest";

/** Alerts are asked for this often, in milliseconds. */
const ALERTS_EVERY = 60_000;

async function json<Value>(url: string): Promise<Value> {
  const answer = await fetch(url, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${url} answers ${answer.status}`);
  return (await answer.json()) as Value;
}

/** Why this browser cannot draw the map; empty when it can. */
function obstacle(): string {
  if (!("DecompressionStream" in window)) return "This browser is too old for the map that moves.";
  if (!document.createElement("canvas").getContext("webgl2")) return "This browser cannot draw the map that moves: it needs WebGL 2, which is switched off or missing here.";
  return "";
}

async function start(root: HTMLElement): Promise<void> {
  const { manifest: url = "", base = "/radar/map.json", alerts, zone, frame } = root.dataset;
  const [manifest, map] = await Promise.all([json(url).then(parse), json<FeatureCollection>(base)]);
  const before = [...root.childNodes];
  let app: RadarApp;
  try {
    app = new RadarApp(root, manifest, map, { zone, frame, said: document.querySelector<HTMLElement>("[data-radar-said]") });
  } catch (fault) {
    root.replaceChildren(...before);
    throw fault;
  }
  // A map cannot be printed; the picture that was there before can.
  root.append(el("div", { class: "paper" }, ...before));
  const fresh = (one: Manifest): boolean => document.documentElement.classList.toggle("radar-fresh", one.state === "fresh");
  fresh(manifest);
  new Watch(url, manifest, (newer) => {
    fresh(newer);
    app.take(newer);
  }, () => app.lost());
  if (!alerts) return;
  const ask = (): void => void json<Alerts>(alerts).then((found) => (app.alerts = found)).catch(() => (app.alerts = undefined));
  ask();
  setInterval(() => document.hidden || ask(), ALERTS_EVERY);
}

function explain(root: HTMLElement, words: string): void {
  root.prepend(el("p", { class: "notice", role: "status" }, `${words} The picture below does not move; load the page again for a newer one.`));
}

if (typeof document !== "undefined") {
  const { src } = document.currentScript as HTMLScriptElement;
  setWorkerUrl(src);
  const root = document.getElementById("radar-map");
  if (root) {
    const why = obstacle();
    if (why) explain(root, why);
    else start(root).catch((fault: unknown) => {
      console.warn(fault);
      explain(root, "The map that moves could not be started.");
    });
  }
}
