// What a reader is told about the picture on the map: which one it is, how old, and what they have to know before they trust it.
import type { Frame, Manifest } from "./manifest";
import { age, clock, counted } from "./words";

/** Everything that decides what is said. Times in milliseconds since 1970, by the station's clock. */
export interface Standing {
  manifest: Manifest;
  /** Frames of what is shown, oldest first. */
  frames: Frame[];
  /** The one that is shown; none of a radar that is silent. */
  frame: Frame | undefined;
  now: number;
  zone: string | undefined;
  offline: boolean;
  /** How many pictures miss parts. */
  missing: number;
  /** What else is to be said, in sentences. */
  also: string[];
}

/** The words of the plate on the map. */
export interface Plate {
  what: string;
  /** `5:40 p.m. PST`, or that there is none. */
  time: string;
  age: string;
  /** Whether it must not be taken for now. */
  old: boolean;
  /** Of a picture of several radars, when each measured: `KMAX 5:54 p.m. PST, KRTX 5:51 p.m. PST`. */
  parts: string;
}

/** A radar that has no picture of now. */
export function isSilent({ state }: Manifest): boolean {
  return state === "silent" || state === "none";
}

/** Whether so many milliseconds make a picture old, whatever the station said when it was asked last. */
function isOld(past: number, { max_age_s }: Manifest): boolean {
  return past >= max_age_s * 1_000;
}

export function plate({ manifest, frames, frame, now, zone }: Standing): Plate {
  if (!frame) return { what: manifest.state === "silent" ? "The radar is silent" : "Nothing yet", time: "No picture", age: "", old: true, parts: "" };
  const at = Date.parse(frame.time);
  const newest = frame === frames.at(-1);
  const worked = manifest.state === "maintenance";
  const old = worked || isOld(now - at, manifest) || manifest.state !== "fresh";
  const what = !newest ? "Earlier picture" : worked ? "May be a test" : old ? "Old picture" : frame.complete ? "Newest picture" : "Still being drawn";
  return { what, time: clock(at, zone, now), age: age(now - at), old: newest && old, parts: measured(frame, now, zone) };
}

function measured({ parts }: Frame, now: number, zone: string | undefined): string {
  return (parts ?? []).flatMap(({ id, drawn, time }) => (drawn && time ? [`${id} ${clock(Date.parse(time), zone, now)}`] : [])).join(", ");
}

/** Of a picture of several radars, those that are not in it. */
function leftOut({ parts }: Frame, now: number, zone: string | undefined): string[] {
  const missing = (parts ?? []).filter(({ drawn }) => !drawn);
  return missing.map(({ id, time }) => `${id} is not in this picture: ${time ? `its last whole look is of ${clock(Date.parse(time), zone, now)}` : "nothing has come from it yet"}. Where only it could see lies a grey veil.`);
}

/** What has to be known, in sentences; empty when all is well. */
export function notice({ manifest, frames, frame, now, zone, offline, missing, also }: Standing): string {
  const newest = frames.at(-1);
  const past = newest ? now - Date.parse(newest.time) : 0;
  const words: string[] = [];
  if (manifest.state !== "fresh") words.push(trouble(manifest));
  if (newest && isOld(past, manifest) && !isSilent(manifest)) words.push(`The newest picture is ${age(past).replace(" ago", " old")}: it does not show what is there now.`);
  if (!newest) words.push("There is no picture, and that does not mean a clear sky.");
  else if (!frame) words.push("Earlier pictures can be played.");
  if (frame) words.push(...leftOut(frame, now, zone));
  if (offline) words.push(`No connection since ${clock(Date.parse(manifest.now), zone, now)}. What you see is what came last; the page asks again by itself.`);
  else if (missing > 0) words.push(`Parts of ${counted(missing, "picture")} could not be loaded: an empty square is no clear sky.`);
  return [...words, ...also].filter(Boolean).join(" ");
}

/** What stands above the map: what is seen on the picture that is shown. While the loop runs, words that change as fast would
    be read by nobody: then they stay those of the newest. An earlier picture's begin with its time. */
export function sentence({ manifest, frames, frame, now, zone }: Standing, playing: boolean): string {
  if (!frame || !frame.said || playing || frame === frames.at(-1)) return manifest.said;
  return `${clock(Date.parse(frame.time), zone, now)}: ${frame.said}`;
}

/** What the words above the map do not say: those of a silent radar tell since when. */
function trouble({ id, members, state }: Manifest): string {
  if (state === "maintenance") return `Somebody works on ${id}: what it shows may be a test.`;
  if (state !== "silent") return "";
  return members ? "These radars are silent." : "The radar is silent.";
}
