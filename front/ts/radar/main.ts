// The radar page's island. The same file is the page's script and MapLibre's worker: what both need is sent once, and the
// policy of the page needs no exception.
import { setWorkerUrl } from "maplibre-gl";
import "maplibre-gl/worker";
import type { FeatureCollection } from "geojson";
import type { Alerts } from "./alerts";
import { RadarApp } from "./app";
import { Beside, pageOf } from "./beside";
import { el } from "./dom";
import { linked, lost, parseView } from "./link";
import { parse, Watch } from "./manifest";

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
  const beside = new Beside();
  let app: RadarApp;
  try {
    app = new RadarApp(root, manifest, map, { zone, frame, beside });
  } catch (fault) {
    root.replaceChildren(...before);
    throw fault;
  }
  root.append(beside.paper);
  new Watch(url, manifest, (newer) => app.take(newer), () => app.lost());
  if (!alerts) return;
  const ask = (): void => void json<Alerts>(alerts).then((found) => (app.alerts = found)).catch(() => (app.alerts = undefined));
  ask();
  setInterval(() => document.hidden || ask(), ALERTS_EVERY);
}

/** Where the picture has a page of its own that the link means; or in words why not. The map is what reads links: without it a
    reader must not take another picture for the one that was meant. */
function meant(zone: string | undefined): { page?: string; words?: string } {
  const view = parseView(location.hash);
  if (!view.frame && !view.at) return {};
  const listed = [...document.querySelectorAll<HTMLTimeElement>(".moments time")].map((time) => ({ id: time.closest("a")?.href ?? "", time: time.dateTime }));
  const found = linked({ at: view.at }, listed);
  if (found) return { page: found.id };
  if (view.frame && /^\d{8}T\d{6}Z-\d{1,6}$/.test(view.frame)) return { page: pageOf(view.frame) };
  return { words: lost(view, zone, Date.now()) };
}

function explain(root: HTMLElement, words: string): void {
  const { page, words: gone } = meant(root.dataset["zone"]);
  if (page) return location.replace(page);
  root.prepend(el("p", { class: "notice", role: "status" }, [words, gone, "The picture below does not move; load the page again for a newer one."].filter(Boolean).join(" ")));
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
