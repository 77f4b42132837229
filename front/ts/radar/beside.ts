// What stands around the map and must not grow old while the page is open: the words above it, the last pictures as links, and
// the picture for paper. A map cannot be printed.
import { el, say } from "./dom";
import { legend } from "./legend";
import type { Frame, Product } from "./manifest";
import { isSilent, plate, sentence, type Standing } from "./standing";
import { clock, dated } from "./words";

/** Everything that is told of the picture that is shown. */
export interface Told extends Standing {
  product: Product | undefined;
  playing: boolean;
}

export class Beside {
  /** The picture for paper, with its own words. */
  readonly paper = el("div", { class: "paper" });
  #said = document.querySelector<HTMLElement>("[data-radar-said]");
  /** That another picture was asked for: true of the first that is shown. */
  #gone = document.querySelector<HTMLElement>("[data-radar-gone]");
  #list = document.querySelector<HTMLElement>(".moments");
  /** What a screen reader calls the part of the page with the map. */
  #heading = document.getElementById("picture");
  #begun: string | undefined;
  #printed = "";
  #listed = "";

  show(told: Told): void {
    this.#describe(sentence(told, told.playing));
    this.#state(told);
    this.#print(told);
    if (told.playing) return;
    this.#link(told);
    if (this.#heading) say(this.#heading, plate(told).what);
  }

  /** The words above the map. They keep the room that they had: the map does not jump from under a thumb. */
  #describe(words: string): void {
    const said = this.#said;
    if (!said || !words || said.textContent === words) return;
    said.style.minHeight = `${said.offsetHeight}px`;
    said.textContent = words;
  }

  /** What the page said of the radar's state when it came is true as long as that lasts; the map tells what is other since. */
  #state({ manifest: { state } }: Told): void {
    this.#begun ??= state;
    document.documentElement.classList.toggle("radar-fresh", state === "fresh" || state !== this.#begun);
  }

  /** The file is asked for when somebody prints, and not before: the browser leaves it until then. */
  #print(told: Told): void {
    const { manifest, frame, product, zone } = told;
    const signature = [frame?.id, product?.id, frame && plate(told).what].join();
    if (signature === this.#printed) return;
    this.#printed = signature;
    if (!frame || !product) return this.paper.replaceChildren();
    const image = (file: string): HTMLElement => el("img", { loading: "lazy", src: `/radar/${manifest.id}/${file}`, alt: "", width: "720", height: "720" });
    const title = [product.name, product.note].filter(Boolean).join(", ");
    const caption = el("figcaption", {}, `${plate(told).what}: ${title}, `, el("time", { datetime: frame.time }, dated(Date.parse(frame.time), zone)));
    const palette = product.palettes.find(({ id }) => id === product.default_palette) ?? product.palettes[0];
    const figure = el("figure", { class: "still" }, el("div", { class: "layers" }, image(`${frame.id}/${product.id}.png`), image("lines.svg")), caption);
    this.paper.replaceChildren(figure, ...(palette ? [legend(product, palette)] : []));
  }

  /** The last pictures, each with its address; not while the focus is among them. */
  #link({ manifest, frame, now, zone }: Told): void {
    const { frames } = manifest;
    const signature = [...frames.map(({ id }) => id), frame?.id].join();
    if (!this.#list || signature === this.#listed || this.#list.contains(document.activeElement)) return;
    if (this.#listed) this.#gone?.remove();
    this.#listed = signature;
    const item = (one: Frame): HTMLElement => {
      const time = el("time", { datetime: one.time }, clock(Date.parse(one.time), zone, now));
      const way = one.id === frame?.id ? el("b", { "aria-current": "true" }, time) : el("a", { href: pageOf(one.id) }, time);
      return el("li", {}, way, !one.complete && one === frames.at(-1) && !isSilent(manifest) ? " (under way)" : "");
    };
    this.#list.replaceChildren(...frames.map(item).reverse());
  }
}

/** The page of a picture of the radar whose page this is. */
export function pageOf(frame: string): string {
  const site = new URLSearchParams(location.search).get("site");
  return `${location.pathname}?${new URLSearchParams({ ...(site && { site }), at: frame })}`;
}
