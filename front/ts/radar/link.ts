// A view as the part of an address behind the #: which picture, which product, where one looks. Whoever opens it sees the same,
// or is told why not.
import { clock } from "./words";

export interface View {
  frame?: string;
  /** Moment of that picture, RFC 3339: a picture that was still being drawn has another name when it is whole. */
  at?: string;
  product?: string;
  palette?: string;
  z?: number;
  lat?: number;
  lon?: number;
}

const NAMES = ["frame", "product", "palette"] as const;
const NUMBERS: Record<"z" | "lat" | "lon", [number, number]> = { z: [0, 24], lat: [-85, 85], lon: [-180, 180] };

/** What of an address can be understood; the rest is passed over. */
export function parseView(hash: string): View {
  const given = new URLSearchParams(hash.replace(/^#/, ""));
  const view: View = {};
  for (const name of NAMES) {
    const value = given.get(name);
    if (value && /^[\w.-]{1,64}$/.test(value)) view[name] = value;
  }
  const at = given.get("at");
  if (at && !Number.isNaN(Date.parse(at))) view.at = at;
  for (const name of Object.keys(NUMBERS) as (keyof typeof NUMBERS)[]) {
    const text = given.get(name);
    const value = Number(text);
    const [least, most] = NUMBERS[name];
    if (text && value >= least && value <= most) view[name] = value;
  }
  return view;
}

/** The address of a view, with as many decimals as a pixel needs. */
export function writeView(view: View): string {
  const words = new URLSearchParams();
  for (const name of NAMES) if (view[name]) words.set(name, view[name]);
  if (view.at) words.set("at", view.at);
  if (view.z !== undefined) words.set("z", view.z.toFixed(2));
  if (view.lat !== undefined) words.set("lat", view.lat.toFixed(4));
  if (view.lon !== undefined) words.set("lon", view.lon.toFixed(4));
  return `#${words.toString().replaceAll("%3A", ":")}`;
}

/** So near to a moment a picture may be and still be the one that was meant, in milliseconds. */
const NEAR = 5 * 60_000;

/** What the link of a view names of some pictures: by its name, or by its moment, for a picture that grew has another name. */
export function linked<Picture extends { id: string; time: string }>({ frame, at }: View, pictures: Picture[]): Picture | undefined {
  const off = ({ time }: Picture): number => Math.abs(Date.parse(time) - Date.parse(at ?? ""));
  return pictures.find(({ id }) => id === frame) ?? pictures.filter((one) => off(one) < NEAR).sort((one, other) => off(one) - off(other))[0];
}

/** Why the picture of a link is not shown. */
export function lost({ at }: View, zone: string | undefined, now: number): string {
  if (!at) return "The picture that this link names is no longer kept. This is the newest one.";
  const moment = Date.parse(at);
  return `The picture of ${clock(moment, zone, now)} is ${moment > now ? "not there yet" : "no longer kept"}. This is the newest one.`;
}
