// Times, ages and figures as people say them.
import type { Level, Product } from "./manifest";

/** `5:40 p.m. PST`. */
function time(at: number, zone: string | undefined): string {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone: zone, hour: "numeric", minute: "2-digit", hour12: true, timeZoneName: "short" }).formatToParts(at);
  const one = (type: string): string => parts.find((part) => part.type === type)?.value ?? "";
  const half = one("dayPeriod").toLowerCase().startsWith("p") ? "p.m." : "a.m.";
  return `${one("hour")}:${one("minute")} ${half} ${one("timeZoneName")}`;
}

function day(at: number, zone: string | undefined, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat("en-US", { timeZone: zone, ...options }).format(at);
}

/** `March 1, 2021, 5:40 p.m. PST`. */
export function dated(at: number, zone: string | undefined): string {
  return `${day(at, zone, { month: "long", day: "numeric", year: "numeric" })}, ${time(at, zone)}`;
}

/** `5:40 p.m. PST`; with the day in front when it is another one than that of `now`, and with the year when it is another. */
export function clock(at: number, zone: string | undefined, now: number): string {
  const same = (options: Intl.DateTimeFormatOptions): boolean => day(at, zone, options) === day(now, zone, options);
  if (!same({ year: "numeric" })) return dated(at, zone);
  const date: Intl.DateTimeFormatOptions = { month: "long", day: "numeric" };
  return same(date) ? time(at, zone) : `${day(at, zone, date)}, ${time(at, zone)}`;
}

/** `4 minutes ago`. A picture from the future is said to be that: a clock is wrong somewhere. */
export function age(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < -1) return "in the future: a clock is wrong";
  if (minutes < 1) return "less than a minute ago";
  if (minutes < 60) return `${counted(minutes, "minute")} ago`;
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours < 24) return `${counted(hours, "hour")}${rest > 0 && hours < 6 ? ` ${counted(rest, "minute")}` : ""} ago`;
  return `${counted(Math.floor(hours / 24), "day")} ago`;
}

export function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

/** What a pixel without a figure says. Pictures of reflectivity begin at a step of their scale, and most are cleaned: the radar
    may well have heard something there. */
function nothing({ id, unit, moment, legend }: Product): string {
  const least = legend[0]?.label;
  if (unit === "dBZ" && least) return id === "raw" ? `Below ${least}` : `Below ${least}, or filtered out`;
  return moment === "VEL" ? "Nothing heard, or filtered out" : "Nothing heard";
}

/** What a pixel says: `38 dBZ`, `27 mph towards the radar`, `Below 5 dBZ, or filtered out`, `Not measured`. */
export function figure(level: Level | undefined, product: Product): string {
  if (level === null || level === undefined) return nothing(product);
  if (typeof level === "string") return level.charAt(0).toUpperCase() + level.slice(1);
  const number = level.toLocaleString("en-US", { maximumFractionDigits: product.unit === "" ? 2 : 1 });
  if (product.unit !== "m/s") return product.unit === "" ? number : `${number} ${product.unit}`;
  const speed = Math.abs(level);
  // What is faster than the last color has it too.
  const figures = product.levels.filter((one) => typeof one === "number");
  const more = level === figures[0] || level === figures.at(-1) ? " or more" : "";
  const way = level < 0 ? " towards the radar" : level > 0 ? " away from the radar" : "";
  return `${Math.round(speed * 2.236936)} mph (${Math.round(speed)} m/s)${more}${way}`;
}
