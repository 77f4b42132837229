// The alerts of the map: whose shape each outline is, and, in words, those that have none. No shape is ever made up: what is not
// known is named.
import type { FeatureCollection } from "geojson";
import { el } from "./dom";

/** What the station answers: GeoJSON, with what is wrong with its sources. */
export interface Alerts extends FeatureCollection {
  trouble?: string;
}

/** Whose shape is drawn: that of the message, that of the zones and counties that it names, or none. */
export type Outline = "message" | "zones" | "none";

/** An alert as it is listed. */
export interface Listed {
  event: string;
  area: string;
  /** Path of its page; empty when it has none. */
  path: string;
  outline: Outline;
  /** Whether it begins later. */
  ahead: boolean;
}

/** Alerts that are listed; the page of alerts has them all. */
const MOST = 12;
/** Areas that are named of one. */
const AREAS = 3;
const LINES: Record<Outline, string> = {
  message: "solid line, the area that it names itself",
  zones: "dashed line, the zones and counties that it names",
  none: "not on the map: its shape is not known here",
};

/** Alerts in the order of the station, the worst first. */
export function listed(alerts: Alerts): Listed[] {
  return alerts.features.map(({ id, geometry, properties }) => {
    const of = geometry ? (properties?.["geometryOf"] === "zones" ? "zones" : "message") : "none";
    return { event: String(properties?.["event"] ?? "Alert"), area: short(String(properties?.["areaDesc"] ?? "")), path: pathOf(String(id ?? "")), outline: of, ahead: properties?.["phase"] === "ahead" };
  });
}

/** Those that can be drawn. */
export function drawable(alerts: Alerts): FeatureCollection {
  return { type: "FeatureCollection", features: alerts.features.filter(({ geometry }) => geometry) };
}

/** `Jackson, OR; Josephine, OR; Curry, OR and 4 more`. */
function short(area: string): string {
  const areas = area.split(";").map((one) => one.trim()).filter(Boolean);
  const more = areas.length - AREAS;
  return areas.slice(0, AREAS).join("; ") + (more > 0 ? ` and ${more} more` : "");
}

/** Only a page of a station is led to, and that of this one: the address may name another host. */
function pathOf(id: string): string {
  try {
    return new URL(id).pathname;
  } catch {
    return "";
  }
}

/** What is said of one beside its name: `for Jackson, OR; begins later; dashed line, …`. */
export function words({ area, outline, ahead }: Listed): string {
  return [area && `for ${area}`, ahead && "begins later", LINES[outline]].filter(Boolean).join("; ");
}

/** The list of the panel. */
export class AlertList {
  readonly element = el("div", { class: "alerts" });
  #signature = "";

  /** None when they could not be asked for: then what came last stays, and it is said. */
  show(alerts: Alerts | undefined): void {
    const before = [...this.element.children].filter((one) => one.tagName !== "P");
    const trouble = alerts ? (alerts.trouble ?? "") : "Alerts could not be loaded; there may be newer ones.";
    const items = alerts && listed(alerts);
    const signature = JSON.stringify([trouble, items]);
    if (signature === this.#signature) return;
    this.#signature = signature;
    this.element.replaceChildren(...(trouble ? [el("p", { class: "hint" }, trouble)] : []), ...(items ? list(items) : before));
  }
}

function list(items: Listed[]): HTMLElement[] {
  if (items.length === 0) return [];
  const entries = items.slice(0, MOST).map((one) => el("li", { class: one.outline }, one.path ? el("a", { href: one.path }, one.event) : el("b", {}, one.event), ` ${words(one)}`));
  const more = items.length - MOST;
  return [el("ul", { "aria-label": "Alerts" }, ...entries, ...(more > 0 ? [el("li", {}, el("a", { href: "/alerts" }, `${more} more alerts`))] : []))];
}
