// Which colour is which figure, as a row of swatches with their figures, and how high the beam is over the towns.
import type { Town } from "./basemap";
import { distanceM, distanceWords, feetWords, heightM } from "./beam";
import { el } from "./dom";
import { reachM, type Manifest, type Palette, type Product } from "./manifest";

/** The legend of a product in a palette. */
export function legend(product: Product, palette: Palette): HTMLElement {
  const entries = product.legend.map(({ value, label }) => swatch(colourOf(product, palette, value), label));
  const words = product.levels.flatMap((level, index) => (typeof level === "string" ? [swatch(palette.colors[index] ?? "", level)] : []));
  const unit = product.unit ? `${product.name}, ${product.unit}` : product.name;
  return el("div", { class: "scale" }, el("p", {}, unit), el("ol", { "aria-label": `Colors of ${unit}` }, ...entries, ...words));
}

function swatch(colour: string, label: string): HTMLElement {
  const box = el("span", { class: "swatch", "aria-hidden": "true" });
  box.style.backgroundColor = colour;
  return el("li", {}, box, label);
}

/** The colour of the last step that is not above a figure. */
function colourOf({ levels }: Product, { colors }: Palette, value: number): string {
  let found = "";
  levels.forEach((level, index) => {
    if (typeof level === "number" && level <= value + 1e-6) found = colors[index] ?? found;
  });
  return found || (colors[levels.findIndex((level) => typeof level === "number")] ?? "");
}

/** How high the beam passes over each town: what is lower, this radar does not see there. */
export function beams(manifest: Manifest, product: Product | undefined, towns: Town[]): HTMLElement {
  const tilt = product?.tilt_deg;
  if (typeof tilt !== "number" || towns.length === 0) return el("div", { hidden: true });
  const rows = towns
    .map((town) => ({ town, away: distanceM(manifest, town) }))
    .sort((one, other) => one.away - other.away)
    .map(({ town, away }) => {
      const height = heightM(manifest.antenna_m, tilt, away);
      const seen = away <= reachM(manifest);
      const above = !seen ? "out of reach" : town.elevationM === undefined ? "not known" : feetWords(height - town.elevationM);
      return el("tr", {}, el("th", { scope: "row" }, town.name), el("td", {}, distanceWords(away)), el("td", {}, seen ? feetWords(height) : "out of reach"), el("td", {}, above));
    });
  const head = ["Town", "From the radar", "Above sea level", "Above the town"].map((words) => el("th", { scope: "col" }, words));
  const table = el("table", { class: "data" }, el("caption", {}, `How high the beam passes, tilt ${tilt.toFixed(1)}°`), el("thead", {}, el("tr", {}, ...head)), el("tbody", {}, ...rows));
  const note = "Rain and snow below the beam are not seen: an empty map over a far town does not mean that nothing falls there. Heights are of the middle of the beam, over an earth of 4/3 radius, which is how it bends in usual air.";
  return el("div", { class: "beams" }, el("div", { class: "scroll" }, table), el("p", { class: "hint" }, note));
}
