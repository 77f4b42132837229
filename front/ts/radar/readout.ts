// What the radar says of one place: under the pointer, under the cross-hair that the keyboard moves, or where a finger tapped.
import type { BaseMap } from "./basemap";
import { direction, distanceM, distanceWords, feetWords, heightM, type Spot } from "./beam";
import { el, say } from "./dom";
import { antennaOver, antennas, type Antenna, type Frame, type Manifest, type Product } from "./manifest";
import { pixelAt, tilePath, type TileStore } from "./tiles";
import { figure } from "./words";

/** What is shown now. */
export interface Shown {
  manifest: Manifest;
  product: Product | undefined;
  frame: Frame | undefined;
  /** Whether the loop runs: then nothing is read aloud. */
  playing: boolean;
}

/** Milliseconds of rest before a screen reader is told. */
const REST = 600;

export class Readout {
  readonly element: HTMLElement;
  readonly cross = el("div", { class: "cross", "aria-hidden": "true", hidden: true });
  #figure = el("strong");
  #where = el("span");
  #live = el("p", { class: "hidden", role: "status" });
  #pointer: Spot | undefined;
  #pin: Spot | undefined;
  #turn = 0;
  #timer = 0;

  constructor(
    readonly base: BaseMap,
    readonly store: TileStore,
    readonly shown: () => Shown,
    readonly hint: string,
  ) {
    this.element = el("div", { class: "readout" }, el("p", {}, this.#figure, " ", this.#where), this.#live);
    const { map } = base;
    map.on("mousemove", ({ lngLat }) => this.#point({ longitude: lngLat.lng, latitude: lngLat.lat }));
    map.on("mouseout", () => this.#point(undefined));
    map.on("click", ({ lngLat, originalEvent }) => {
      // A mouse points already; a tap has no other way.
      if ((originalEvent as PointerEvent).pointerType === "mouse") return;
      // The browser plays a mouse at the same place before it.
      this.#pointer = undefined;
      this.pin = { longitude: lngLat.lng, latitude: lngLat.lat };
    });
    map.on("move", () => this.refresh());
    const canvas = map.getCanvas();
    canvas.addEventListener("focus", () => this.#aim(canvas.matches(":focus-visible")));
    canvas.addEventListener("blur", () => this.#aim(false));
    canvas.addEventListener("keydown", () => this.#aim(true));
    this.refresh();
  }

  /** The place that stays in question until another is tapped. */
  set pin(spot: Spot | undefined) {
    this.#pin = spot;
    this.base.mark("pin", spot);
    this.refresh();
  }

  /** Says anew what is seen, because the picture or the place changed. */
  refresh(): void {
    const spot = this.#spot();
    this.#turn += 1;
    if (!spot) {
      this.#say("", this.hint, false);
      return;
    }
    const turn = this.#turn;
    void this.#words(spot).then(([what, where]) => {
      if (turn === this.#turn) this.#say(what, where, !this.#pointer && !this.shown().playing);
    });
  }

  #point(spot: Spot | undefined): void {
    this.#pointer = spot;
    if (spot) this.#aim(false);
    this.refresh();
  }

  #aim(on: boolean): void {
    if (on) this.#pointer = undefined;
    if (this.cross.hidden === !on) return;
    this.cross.hidden = !on;
    this.refresh();
  }

  #spot(): Spot | undefined {
    if (this.#pointer) return this.#pointer;
    if (this.cross.hidden) return this.#pin;
    const { lng, lat } = this.base.map.getCenter();
    return { longitude: lng, latitude: lat };
  }

  async #words(spot: Spot): Promise<[string, string]> {
    const { manifest, product, frame } = this.shown();
    const all = antennas(manifest, frame, product);
    const over = antennaOver(spot, all);
    const nearest = over?.antenna ?? all.sort((one, other) => distanceM(one, spot) - distanceM(other, spot))[0];
    const alerts = this.base.alertsAt(spot);
    const also = alerts.length > 0 ? `Inside: ${alerts.join(", ")}.` : "";
    const place = [this.base.countyAt(spot), nearest && whereFrom(nearest, spot, Boolean(manifest.members))].filter(Boolean).join(", ");
    if (!over && !this.#isVeiled(spot, manifest, frame)) return [manifest.members ? "Beyond the reach of these radars" : "Beyond this radar’s reach", `${place}. ${also}`];
    if (!product || !frame) return ["No picture", `${place}. ${also}`];
    const { antenna, distance } = over ?? {};
    const beam = antenna?.tilt !== undefined && distance !== undefined ? `, beam ${feetWords(heightM(antenna.antenna_m, antenna.tilt, distance))} above sea level` : "";
    return [await this.#figureAt(spot, manifest, product, frame.id), `${place}${beam}. ${also}`];
  }

  /** Where only a radar could see that is not in the picture of several. */
  #isVeiled(spot: Spot, { members }: Manifest, frame: Frame | undefined): boolean {
    const missing = frame?.parts?.filter(({ drawn }) => !drawn) ?? [];
    return (members ?? []).some((member) => missing.some(({ id, reach_m }) => id === member.id && distanceM(member, spot) <= reach_m));
  }

  async #figureAt({ longitude, latitude }: Spot, { id, zooms }: Manifest, product: Product, frame: string): Promise<string> {
    const zoom = Math.min(Math.max(Math.round(this.base.map.getZoom() + 1), zooms[0]), zooms[1]);
    const { x, y, at } = pixelAt(longitude, latitude, zoom);
    try {
      const indices = await this.store.indices(tilePath(id, frame, product.id, zoom, x, y));
      return figure(product.levels[indices[at] ?? 0], product);
    } catch {
      return "Not loaded";
    }
  }

  #say(what: string, where: string, aloud: boolean): void {
    say(this.#figure, what);
    say(this.#where, where.trim());
    clearTimeout(this.#timer);
    if (aloud && what) this.#timer = window.setTimeout(() => say(this.#live, `${what}, ${where}`), REST);
  }
}

/** `26 miles (42 km) north of the radar`, of several `of KMAX`. */
function whereFrom(antenna: Antenna, spot: Spot, severally: boolean): string {
  const distance = distanceM(antenna, spot);
  if (distance < 500) return `at the radar ${antenna.id}`;
  return `${distanceWords(distance)} ${direction(antenna, spot)} of ${severally ? antenna.id : "the radar"}`;
}
