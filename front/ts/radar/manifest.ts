// What the station says of a radar: which pictures there are, what their pixels mean, and how far they can be trusted.
// It is asked again and again; when the net is gone, what came last stays, and it is said.
import { distanceM, heightM, ring, type Spot } from "./beam";

/** What a pixel's index stands for: a figure, words such as "not measured", or nothing heard. */
export type Level = number | string | null;

export interface Palette {
  id: string;
  name: string;
  /** `#rrggbb` or `#rrggbbaa`, by index. */
  colors: string[];
}

export interface Product {
  id: string;
  name: string;
  note?: string;
  unit: string;
  moment?: string;
  /** None for a composite of all tilts. */
  tilt_deg?: number | null;
  default_palette: string;
  palettes: Palette[];
  levels: Level[];
  legend: { value: number; label: string; meaning?: string }[];
}

/** A radar of a picture of several. */
export interface Member extends Spot {
  id: string;
  name: string;
  antenna_m: number;
}

/** What one of them brings to a frame. */
export interface Part {
  id: string;
  /** RFC 3339, of its newest whole look; none when there never was one. */
  time: string | null;
  drawn: boolean;
  tilt_deg: number;
  reach_m: number;
}

export interface Frame {
  id: string;
  /** RFC 3339. */
  time: string;
  complete: boolean;
  products: string[];
  /** What is seen on it, in words. */
  said?: string;
  cleaned?: boolean;
  /** Whether its velocity is dealiased; none when it has none. */
  dealiased?: boolean;
  /** Of a picture of several radars. */
  parts?: Part[];
}

export type State = "fresh" | "stale" | "silent" | "maintenance" | "none";

export interface Manifest {
  id: string;
  name: string;
  latitude: number;
  longitude: number;
  antenna_m: number;
  /** How far its pictures reach along the ground; none of several radars, of which each has its own. */
  reach_m?: number | null;
  state: State;
  said: string;
  /** The station's clock when this was made, RFC 3339. */
  now: string;
  refresh_s: number;
  /** Seconds after which a picture is old. */
  max_age_s: number;
  /** Least and greatest zoom of the squares. */
  zooms: [number, number];
  /** West, south, east, north in degrees. */
  bounds: [number, number, number, number];
  /** The radars of a picture of several; none of one. */
  members?: Member[] | null;
  products: Product[];
  /** Oldest first. */
  frames: Frame[];
}

const STATES: readonly string[] = ["fresh", "stale", "silent", "maintenance", "none"];

/** A manifest, or why it is none. A frame without a time or without squares is left out, not shown wrongly. */
export function parse(value: unknown): Manifest {
  const given = value as Partial<Manifest> | null;
  const numbers = [given?.latitude, given?.longitude, given?.antenna_m, given?.refresh_s, given?.max_age_s, ...(given?.zooms ?? [NaN]), ...(given?.bounds ?? [NaN])];
  if (!given || !numbers.every(Number.isFinite) || Number.isNaN(Date.parse(given.now ?? ""))) throw new Error("this is no description of a radar");
  if (!/^([A-Z0-9]{4}|MOSAIC)$/.test(given.id ?? "") || !STATES.includes(given.state ?? "")) throw new Error("this is no description of a radar");
  const products = (given.products ?? [])
    .filter(({ id, palettes, levels }) => isName(id) && palettes.length > 0 && Array.isArray(levels))
    // All tilts together have no one height.
    .map((product) => (product.id === "composite" ? { ...product, tilt_deg: null } : product));
  const known = new Set(products.map(({ id }) => id));
  const frames = (given.frames ?? [])
    .map((frame) => ({ ...frame, products: frame.products.filter((id) => known.has(id)) }))
    .filter(({ id, time, products }) => isName(id) && !Number.isNaN(Date.parse(time)) && products.length > 0)
    .sort((one, other) => Date.parse(one.time) - Date.parse(other.time));
  return { ...(given as Manifest), products, frames };
}

/** Names become parts of addresses. */
function isName(text: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$/.test(text);
}

/** The frames that a product was drawn for, oldest first. */
export function framesOf(manifest: Manifest, product: string): Frame[] {
  return manifest.frames.filter(({ products }) => products.includes(product));
}

/** A radar that a picture is of, and how far it reaches. */
export interface Antenna extends Spot {
  id: string;
  antenna_m: number;
  reachM: number;
  /** None when the picture's product has none: a composite of all tilts. */
  tilt: number | undefined;
}

/** Metres that a radar reaches of which nothing else is known. */
const REACH_M = 460_000;

/** The radars that a frame is of: of several only those that are in it. Without a frame, all of them. */
export function antennas(manifest: Manifest, frame: Frame | undefined, product?: Product): Antenna[] {
  const { members, latitude, longitude, id, antenna_m, reach_m } = manifest;
  // Not from the bounds: those are a square of the map, which is wider towards the pole.
  if (!members) return [{ id, latitude, longitude, antenna_m, reachM: reach_m ?? REACH_M, tilt: product?.tilt_deg ?? undefined }];
  return members.flatMap((member) => {
    const part = frame?.parts?.find((one) => one.id === member.id);
    return frame && !part?.drawn ? [] : [{ ...member, reachM: part?.reach_m ?? REACH_M, tilt: part?.tilt_deg }];
  });
}

/** The radar that is shown at a place: of those that reach it the one whose beam is lowest there. */
export function antennaOver(spot: Spot, all: Antenna[]): { antenna: Antenna; distance: number } | undefined {
  const height = ({ antenna_m, tilt }: Antenna, distance: number): number => heightM(antenna_m, tilt ?? 0, distance);
  return all
    .map((antenna) => ({ antenna, distance: distanceM(antenna, spot) }))
    .filter(({ antenna, distance }) => distance <= antenna.reachM)
    .sort((one, other) => height(one.antenna, one.distance) - height(other.antenna, other.distance))[0];
}

/** The edges of what these radars can see, each as a line. */
export function reachLines(all: Antenna[]): [number, number][][] {
  return all.map((antenna) => ring(antenna, antenna.reachM, 120));
}

/** When to ask again after so many failures in a row: twice as late each time, five minutes at most, never all at once. */
export function waitMs(refreshS: number, failures: number, chance: number): number {
  const base = Math.min(Math.max(refreshS, 5) * 2 ** Math.min(failures, 10), 300);
  return base * 1_000 * (1 + 0.2 * chance);
}

/** Asks for the manifest as long as the page is looked at. */
export class Watch {
  #timer = 0;
  #failures = 0;
  #asking = false;
  #refresh: number;

  /** Begins when the manifest that is there is old enough. */
  constructor(
    readonly url: string,
    first: Manifest,
    readonly came: (manifest: Manifest) => void,
    readonly failed: (failures: number) => void,
  ) {
    this.#refresh = first.refresh_s;
    this.#timer = window.setTimeout(() => this.ask(), waitMs(this.#refresh, 0, 0));
    addEventListener("online", () => this.ask());
    document.addEventListener("visibilitychange", () => (document.hidden ? clearTimeout(this.#timer) : this.ask()));
  }

  async ask(): Promise<void> {
    if (this.#asking) return;
    this.#asking = true;
    clearTimeout(this.#timer);
    try {
      const answer = await fetch(this.url, { cache: "no-cache" });
      if (!answer.ok) throw new Error(`${this.url} answers ${answer.status}`);
      const manifest = parse(await answer.json());
      this.#refresh = manifest.refresh_s;
      this.#failures = 0;
      this.came(manifest);
    } catch {
      this.#failures += 1;
      this.failed(this.#failures);
    } finally {
      this.#asking = false;
      if (!document.hidden) this.#timer = window.setTimeout(() => this.ask(), waitMs(this.#refresh, this.#failures, Math.random()));
    }
  }
}
