// What a reader may choose: picture, tilt, colours, strength of the picture, and what else is on the map.
import { AlertList } from "./alerts";
import { el, field, say } from "./dom";
import type { Manifest, Product } from "./manifest";

export interface Choices {
  product: string;
  palette: string;
}

export interface PanelWishes {
  choose(choices: Choices): void;
  opacity(part: number): void;
  toggle(what: "alerts" | "names" | "beams", shown: boolean): void;
}

/** Products that differ only in their tilt are one picture: `ref`, `ref-2`, `ref-3`. */
const familyOf = (id: string): string => id.replace(/-\d+$/, "");

export class Panel {
  readonly element: HTMLElement;
  readonly alerts = new AlertList();
  #products = el("select", { name: "product" });
  #tilts = el("select", { name: "tilt" });
  #palettes = el("select", { name: "palette" });
  #tilt = field("Tilt", this.#tilts);
  #note = el("p", { class: "hint" });
  #manifest: Manifest;
  #signature = "";

  constructor(manifest: Manifest, readonly wishes: PanelWishes, speed: HTMLSelectElement) {
    this.#manifest = manifest;
    this.#products.addEventListener("change", () => this.#chooseProduct(this.#family(this.#products.value)[0]));
    this.#tilts.addEventListener("change", () => this.#chooseProduct(this.#manifest.products.find(({ id }) => id === this.#tilts.value)));
    this.#palettes.addEventListener("change", () => {
      const product = this.#family(this.#products.value).find(({ id }) => this.#tilt.hidden || id === this.#tilts.value);
      if (product) wishes.choose({ product: product.id, palette: this.#palettes.value });
    });
    const opacity = el("input", { type: "range", min: "20", max: "100", step: "5", value: "85" });
    const tell = (): void => opacity.setAttribute("aria-valuetext", `${opacity.value} percent`);
    opacity.addEventListener("input", () => {
      tell();
      wishes.opacity(Number(opacity.value) / 100);
    });
    tell();
    const pick = el("div", { class: "picks" }, field("Picture", this.#products), this.#tilt, field("Colors", this.#palettes), field("Strength", opacity), field("Speed of the loop", speed));
    const also = el("fieldset", {}, el("legend", {}, "On the map"), this.#switch("Alerts", "alerts", true), this.#switch("County names", "names", true), this.#switch("Beam height over towns", "beams", false));
    // Open on a wide window, where there is room for it; CSS cannot say so.
    const open = matchMedia("(min-width: 64rem)").matches;
    this.element = el("details", { class: "panel", open }, el("summary", {}, "Picture, colors and layers"), pick, this.#note, also, this.alerts.element);
  }

  show(manifest: Manifest, { product, palette }: Choices): void {
    this.#manifest = manifest;
    const signature = JSON.stringify([manifest.products.map(({ id, name, palettes }) => [id, name, palettes.map((one) => one.id)]), product, palette]);
    if (signature === this.#signature) return;
    this.#signature = signature;
    const families = new Map<string, Product>();
    for (const one of manifest.products) if (!families.has(familyOf(one.id))) families.set(familyOf(one.id), one);
    fill(this.#products, [...families].map(([family, { name }]) => [family, name]), familyOf(product));
    const tilts = this.#family(familyOf(product));
    this.#tilt.hidden = tilts.length < 2;
    fill(this.#tilts, tilts.map(({ id, tilt_deg, name }) => [id, typeof tilt_deg === "number" ? `${tilt_deg.toFixed(1).replace("-", "−")}°` : name]), product);
    const chosen = manifest.products.find(({ id }) => id === product);
    fill(this.#palettes, chosen?.palettes.map(({ id, name }) => [id, name]) ?? [], palette);
    say(this.#note, chosen?.note ? `${chosen.name}: ${chosen.note}` : "");
  }

  #family(family: string): Product[] {
    return this.#manifest.products.filter(({ id }) => familyOf(id) === family);
  }

  /** Keeps the colours when the new picture has them, too. */
  #chooseProduct(product: Product | undefined): void {
    if (!product) return;
    const palette = product.palettes.some(({ id }) => id === this.#palettes.value) ? this.#palettes.value : product.default_palette;
    this.wishes.choose({ product: product.id, palette });
  }

  #switch(label: string, what: "alerts" | "names" | "beams", on: boolean): HTMLElement {
    const box = el("input", { type: "checkbox", checked: on });
    box.addEventListener("change", () => this.wishes.toggle(what, box.checked));
    return el("label", { class: "switch" }, box, label);
  }
}

function fill(select: HTMLSelectElement, options: [string, string][], chosen: string): void {
  select.replaceChildren(...options.map(([value, label]) => el("option", { value, selected: value === chosen }, label)));
  select.disabled = options.length < 2;
}
