// Where the reader is. The browser asks them first, and the place goes nowhere from here.
import type { Spot } from "./beam";

/** Tells the place, or in words why it is not known. */
export function ownPlace(found: (spot: Spot) => void, unknown: (words: string) => void): void {
  if (!navigator.geolocation) return unknown("This browser does not tell where it is.");
  navigator.geolocation.getCurrentPosition(
    ({ coords: { longitude, latitude } }) => found({ longitude, latitude }),
    () => unknown("Your place could not be found out, or you did not allow it. The map works without it."),
    { maximumAge: 60_000, timeout: 15_000 },
  );
}
