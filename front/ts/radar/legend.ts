// Which colour is which figure, as a row of swatches with their figures.
import { el } from "./dom";
import type { Palette, Product } from "./manifest";

/** The legend of a product in a palette. */
export function legend(product: Product, palette: Palette): HTMLElement {
  const plain = (label: string): string => (product.unit && label.endsWith(product.unit) ? label.slice(0, -product.unit.length).trim() : label);
  const entries = product.legend.map(({ value, label }) => swatch(colourOf(product, palette, value), plain(label)));
  const words = product.levels.flatMap((level, index) => (typeof level === "string" ? [swatch(palette.colors[index] ?? "", level, "word")] : []));
  const unit = product.unit ? `${product.name}, ${product.unit}` : product.name;
  return el("div", { class: "scale" }, el("p", {}, unit), el("ol", { "aria-label": `Colors of ${unit}` }, ...entries, ...words));
}

function swatch(colour: string, label: string, kind = ""): HTMLElement {
  const box = el("span", { class: "swatch", "aria-hidden": "true" });
  box.style.backgroundColor = colour;
  return el("li", kind ? { class: kind } : {}, box, label);
}

/** The colour of the last step that is not above a figure. */
function colourOf({ levels }: Product, { colors }: Palette, value: number): string {
  let found = "";
  levels.forEach((level, index) => {
    if (typeof level === "number" && level <= value + 1e-6) found = colors[index] ?? found;
  });
  return found || (colors[levels.findIndex((level) => typeof level === "number")] ?? "");
}
