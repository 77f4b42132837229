// The radar map: what is shown, and what happens when the reader or the station wants something else. Everything visible is
// made here or in the parts that this file puts together; the page without it is whole.
import { addProtocol } from "maplibre-gl";
import type { FeatureCollection } from "geojson";
import { drawable, type Alerts } from "./alerts";
import { BaseMap } from "./basemap";
import type { Beside } from "./beside";
import { el, pictureButton, say } from "./dom";
import { legend } from "./legend";
import { linked, lost, parseView, writeView, type View } from "./link";
import { framesOf, type Frame, type Manifest, type Palette, type Product } from "./manifest";
import { ownPlace } from "./place";
import { Panel, type Choices } from "./panel";
import { Player } from "./player";
import { Readout } from "./readout";
import { Stack, type Sheet } from "./stack";
import { isSilent, notice, plate, type Standing } from "./standing";
import { colourTable, protocol, SCHEME, TileStore } from "./tiles";
import { clock } from "./words";

/** How long the loop rests on its last picture, in paces. */
const REST = 3;
/** Milliseconds after which the loop passes over a picture that does not come. */
const PATIENCE = 6_000;

/** What the page gives: the station's time zone, and the frame that was asked for. */
export interface Setting {
  zone: string | undefined;
  frame: string | undefined;
  beside: Beside;
}

export class RadarApp {
  #base: BaseMap;
  #stack: Stack;
  #store = new TileStore();
  #player: Player;
  #panel: Panel;
  #readout: Readout;
  #manifest: Manifest;
  #received = Date.now();
  #choices: Choices;
  /** The frame that is shown; none to follow the newest. A silent radar has no picture of now, only those that one asks for. */
  #frame: string | undefined;
  /** The picture that stands until the newest has come. */
  #held: Frame | undefined;
  #playing = false;
  #timer = 0;
  #waited = 0;
  #missing = new Set<string>();
  #offline = false;
  /** What became of the wish to see one's own place. */
  #told = "";
  /** Words of a link that names what is not there any more. */
  #gone = "";
  /** Whether MapLibre takes layers yet. */
  #begun = false;
  /** Whether beam heights stand under the names of towns. */
  #heights = false;
  #when = el("p", { class: "when" });
  #notice = el("p", { class: "notice", role: "status" });
  #scale = el("div", { class: "key-row" });

  constructor(root: HTMLElement, manifest: Manifest, base: FeatureCollection, readonly setting: Setting) {
    const view = parseView(location.hash);
    this.#manifest = manifest;
    this.#choices = this.#understand({ product: view.product ?? "", palette: view.palette ?? "" });
    const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const canvas = el("div", { class: "canvas" });
    const stage = el("div", { class: "stage" }, canvas);
    root.replaceChildren(stage);
    this.#base = new BaseMap(canvas, manifest, base, { center: [view.lon ?? manifest.longitude, view.lat ?? manifest.latitude], zoom: view.z ?? this.#wholeZoom(stage) });
    const { map } = this.#base;
    addProtocol(SCHEME, protocol(this.#store, (key) => this.#table(key), (frame, good) => this.#note(frame, good)));
    this.#stack = new Stack(map, () => this.#manifest);
    this.#player = new Player({ toggle: () => this.#toggle(), step: (by) => this.#step(by), seek: (place) => this.#seek(place) }, still);
    this.#panel = new Panel(manifest, { choose: (choices) => this.#choose(choices), opacity: (part) => (this.#stack.opacity = part), toggle: (what, on) => this.#switch(what, on) }, this.#player.speed);
    const hint = matchMedia("(hover: hover)").matches ? "Point at the map, or move it with the keyboard, to read what the radar says of a place." : "Tap the map to read what the radar says of a place.";
    this.#readout = new Readout(this.#base, this.#store, () => ({ manifest: this.#manifest, product: this.#product, frame: this.#current, playing: this.#playing }), hint);
    const zoom = el("div", { class: "tools" }, pictureButton("plus", "Zoom in", () => map.zoomIn()), pictureButton("minus", "Zoom out", () => map.zoomOut()), pictureButton("whole", manifest.members ? "Show all that these radars see" : "Show all that this radar sees", () => this.#whole(stage)), pictureButton("here", "Show where I am", () => this.#locate()));
    stage.append(this.#when, zoom, this.#readout.cross, this.#readout.element);
    root.append(this.#player.element, this.#notice, this.#scale, this.#panel.element);
    this.#pick(view.frame || view.at ? view : { frame: setting.frame });
    map.on("load", () => {
      this.#begun = true;
      this.#draw();
    });
    map.on("moveend", () => this.#moved());
    map.on("idle", () => this.#settle());
    // A square that fails is counted by the protocol; anything else that MapLibre complains of belongs in the console.
    map.on("error", ({ error }) => this.#missing.size === 0 && console.warn(error.message));
    canvas.addEventListener("keydown", (event) => {
      if (event.key !== " ") return;
      event.preventDefault();
      this.#toggle();
    });
    addEventListener("hashchange", () => this.#follow());
    document.addEventListener("visibilitychange", () => document.hidden && this.#pause());
    setInterval(() => this.#render(), 10_000);
    this.#draw();
  }

  /** A newer manifest came. */
  take(manifest: Manifest): void {
    const before = this.#frame ? undefined : this.#current;
    this.#forgetMissing();
    this.#manifest = manifest;
    this.#received = Date.now();
    this.#offline = false;
    this.#base.manifest = manifest;
    this.#choices = this.#understand(this.#choices);
    if (this.#frame && !this.#frames.some(({ id }) => id === this.#frame)) {
      this.#frame = undefined;
      this.#gone = "The picture that was shown is no longer kept. This is the newest one.";
    }
    this.#await(before);
    this.#draw();
  }

  /** Squares that did not come are asked for again. */
  #forgetMissing(): void {
    for (const frame of this.#frames) if (this.#missing.has(frame.id)) this.#stack.drop(this.#sheetOf(frame));
    this.#missing.clear();
  }

  /** Leaves the picture that was there until the newer one has come: a map that flickers every few seconds is no use. */
  #await(before: Frame | undefined): void {
    const newest = this.#frames.at(-1);
    if (!this.#begun || !before || !newest || before.id === newest.id || this.#playing || isSilent(this.#manifest)) return;
    this.#stack.prepare(this.#sheetOf(newest));
    this.#held = before;
    window.setTimeout(() => this.#release(before), PATIENCE);
  }

  #release(held: Frame | undefined): void {
    if (!held || this.#held !== held) return;
    this.#held = undefined;
    this.#draw();
  }

  /** Everything that was asked for is there. */
  #settle(): void {
    const newest = this.#frames.at(-1);
    if (newest && this.#stack.settled(this.#sheetOf(newest))) this.#release(this.#held);
    this.#render();
  }

  /** The manifest did not come. What is here stays, and it is said. */
  lost(): void {
    this.#offline = true;
    this.#render();
  }

  /** Alerts that hold now; none when they could not be asked for: then the outlines that came last stay. */
  set alerts(alerts: Alerts | undefined) {
    this.#panel.alerts.show(alerts);
    if (alerts) this.#base.alerts = drawable(alerts);
  }

  get #product(): Product | undefined {
    return this.#manifest.products.find(({ id }) => id === this.#choices.product);
  }

  get #palette(): Palette | undefined {
    return this.#product?.palettes.find(({ id }) => id === this.#choices.palette);
  }

  get #frames(): Frame[] {
    return framesOf(this.#manifest, this.#choices.product);
  }

  get #current(): Frame | undefined {
    const frames = this.#frames;
    const named = frames.find(({ id }) => id === this.#frame);
    return named ?? (isSilent(this.#manifest) ? undefined : (this.#held ?? frames.at(-1)));
  }

  /** Chooses a frame; the newest is followed as it changes. */
  set #chosen(frame: Frame) {
    this.#frame = frame === this.#frames.at(-1) && !isSilent(this.#manifest) ? undefined : frame.id;
  }

  get #sheet(): Sheet | undefined {
    const frame = this.#current;
    return frame && this.#sheetOf(frame);
  }

  /** Palettes of two products may have one name and different colours. */
  #sheetOf({ id }: Frame): Sheet {
    return { palette: `${this.#choices.product}.${this.#choices.palette}`, frame: id, product: this.#choices.product };
  }

  /** The station's clock now: its own, and the time since it told it. A clock of the reader's that stood still counts too little. */
  #now(): number {
    return Date.parse(this.#manifest.now) + Math.max(0, Date.now() - this.#received);
  }

  /** The choice, with what does not exist replaced by what comes first. */
  #understand({ product, palette }: Choices): Choices {
    const { products } = this.#manifest;
    const chosen = products.find(({ id }) => id === product) ?? products[0];
    const colours = chosen?.palettes.find(({ id }) => id === palette)?.id ?? chosen?.default_palette ?? "";
    return { product: chosen?.id ?? "", palette: colours };
  }

  #table(key: string): Uint8ClampedArray | undefined {
    const [product, palette] = key.split(".");
    const found = this.#manifest.products.find(({ id }) => id === product)?.palettes.find(({ id }) => id === palette);
    return found && colourTable(found.colors);
  }

  #note(frame: string, good: boolean): void {
    if (good) return;
    this.#missing.add(frame);
    this.#render();
  }

  /** The frame that a link names. What is not there is said. */
  #pick(view: View): void {
    if (!view.frame && !view.at) return;
    this.#frame = linked(view, this.#frames)?.id;
    if (!this.#frame) this.#gone = lost(view, this.setting.zone, this.#now());
  }

  /** Everything anew: after a choice, a new manifest, another frame. */
  #draw(): void {
    const product = this.#product;
    const palette = this.#palette;
    this.#panel.show(this.#manifest, this.#choices);
    this.#scale.replaceChildren(...(product && palette ? [legend(product, palette)] : []));
    if (this.#begun) {
      this.#base.beamTilt = this.#heights ? (product?.tilt_deg ?? undefined) : undefined;
      this.#showFrame();
    }
    this.#render();
  }

  #showFrame(): void {
    this.#stack.show(this.#sheet);
    this.#base.unknown = !this.#sheet;
    this.#base.shown = this.#current;
    const frames = this.#frames;
    // While it plays, all of them; else those that are on their way.
    const coming = this.#held ? frames.slice(-1) : [];
    this.#stack.keep((this.#playing ? frames : coming).map((frame) => this.#sheetOf(frame)));
    this.#readout.refresh();
    this.#render();
  }

  #render(): void {
    const [frames, frame, now] = [this.#frames, this.#current, this.#now()];
    const found = frame ? frames.indexOf(frame) : -1;
    const place = found < 0 ? Math.max(0, frames.length - 1) : found;
    const loaded = frames.filter((one) => this.#stack.settled(this.#sheetOf(one))).length;
    this.#player.show({ times: frames.map(({ time }) => clock(Date.parse(time), this.setting.zone, now)), place, playing: this.#playing, loaded });
    const standing: Standing = { manifest: this.#manifest, frames, frame, now, zone: this.setting.zone, offline: this.#offline, missing: this.#missing.size, also: [this.#gone, this.#told] };
    const { what, time, age, old, parts } = plate(standing);
    const loading = this.#sheet && !this.#stack.settled(this.#sheet) ? el("span", { class: "loading" }, "Loading…") : "";
    this.#when.classList.toggle("old", old);
    this.#when.replaceChildren(el("span", {}, what), " ", el("b", {}, frame ? el("time", { datetime: frame.time }, time) : time), " ", el("span", {}, age), " ", loading, parts && el("small", {}, parts));
    this.setting.beside.show({ ...standing, product: this.#product, playing: this.#playing });
    say(this.#notice, notice(standing));
    this.#notice.hidden = this.#notice.textContent === "";
  }

  #choose(choices: Choices): void {
    const at = this.#current?.time;
    this.#held = undefined;
    this.#choices = this.#understand(choices);
    // The same moment in the other picture, when it was drawn for it.
    if (this.#frame && !this.#frames.some(({ id }) => id === this.#frame)) this.#frame = this.#frames.find(({ time }) => time === at)?.id;
    this.#draw();
    this.#write();
  }

  #switch(what: "alerts" | "names" | "beams", on: boolean): void {
    if (what !== "beams") return this.#base.toggle(what, on);
    this.#heights = on;
    this.#draw();
  }

  #toggle(): void {
    if (this.#playing) this.#pause();
    else if (this.#frames.length > 1) this.#play();
  }

  #play(): void {
    this.#playing = true;
    this.#held = undefined;
    this.#gone = "";
    for (const frame of this.#frames) this.#stack.prepare(this.#sheetOf(frame));
    this.#waited = 0;
    this.#render();
    this.#tick(0);
  }

  #pause(): void {
    if (!this.#playing) return;
    this.#playing = false;
    clearTimeout(this.#timer);
    this.#render();
    this.#write();
  }

  /** One picture on, as soon as it is there. */
  #tick(wait: number): void {
    clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => {
      const frames = this.#frames;
      const next = frames[((this.#current ? frames.indexOf(this.#current) : -1) + 1) % frames.length];
      if (!next || !this.#playing) return;
      this.#stack.prepare(this.#sheetOf(next));
      if (!this.#stack.settled(this.#sheetOf(next)) && this.#waited < PATIENCE) {
        this.#waited += 100;
        this.#render();
        this.#tick(100);
        return;
      }
      this.#waited = 0;
      const newest = next === frames.at(-1);
      this.#chosen = next;
      this.#showFrame();
      this.#tick(this.#player.pace * (newest ? REST : 1));
    }, wait);
  }

  #step(by: number): void {
    const frames = this.#frames;
    const place = this.#current ? frames.indexOf(this.#current) : by < 0 ? frames.length : -1;
    this.#seek((place + by + frames.length) % Math.max(1, frames.length));
  }

  #seek(place: number): void {
    this.#playing = false;
    clearTimeout(this.#timer);
    const frames = this.#frames;
    const frame = frames[place];
    if (!frame) return;
    this.#gone = "";
    this.#held = undefined;
    this.#chosen = frame;
    this.#showFrame();
    // The neighbours come along, so that the next step finds them there.
    for (const near of [frames[place - 1], frames[place + 1]]) if (near) this.#stack.prepare(this.#sheetOf(near));
    this.#write();
  }

  /** The address says what is seen; it is no new entry in the browser's history. */
  #write(): void {
    const { lng, lat } = this.#base.map.getCenter();
    const frame = this.#frame ? this.#current : undefined;
    history.replaceState(null, "", writeView({ ...(frame && { frame: frame.id, at: frame.time }), ...this.#choices, z: this.#base.map.getZoom(), lat, lon: lng }));
  }

  /** Somebody wrote another view behind the #. */
  #follow(): void {
    const view = parseView(location.hash);
    this.#pause();
    this.#frame = undefined;
    this.#held = undefined;
    this.#choices = this.#understand({ product: view.product ?? "", palette: view.palette ?? "" });
    this.#pick(view);
    if (view.lat !== undefined && view.lon !== undefined) this.#base.map.jumpTo({ center: [view.lon, view.lat], zoom: view.z ?? this.#base.map.getZoom() });
    this.#draw();
  }

  #moved(): void {
    // Frames that nobody looks at now need not follow the map.
    if (!this.#playing) this.#stack.keep([]);
    this.#write();
  }

  /** The zoom at which everything within reach fits a stage. */
  #wholeZoom(stage: HTMLElement): number {
    const [west, south, east, north] = this.#manifest.bounds;
    // Web Mercator draws a degree to the north so much longer; several radars may stand above each other.
    const tall = ((Math.asinh(Math.tan((north * Math.PI) / 180)) - Math.asinh(Math.tan((south * Math.PI) / 180))) * 180) / Math.PI;
    const perDegree = Math.min((stage.clientWidth || 360) / (east - west), ((stage.clientHeight || 300) * 1.2) / tall);
    return Math.max(this.#manifest.zooms[0] - 1, Math.log2((perDegree * 360) / 512) + 0.35);
  }

  #whole(stage: HTMLElement): void {
    this.#base.map.easeTo({ center: [this.#manifest.longitude, this.#manifest.latitude], zoom: this.#wholeZoom(stage) });
  }

  /** Asks the browser, which asks the reader; the place goes nowhere. */
  #locate(): void {
    const tell = (words: string): void => {
      this.#told = words;
      this.#render();
    };
    ownPlace((spot) => {
      tell("");
      this.#base.mark("here", spot);
      this.#readout.pin = spot;
      this.#base.map.easeTo({ center: [spot.longitude, spot.latitude], zoom: Math.max(this.#base.map.getZoom(), 7) });
    }, tell);
  }
}
