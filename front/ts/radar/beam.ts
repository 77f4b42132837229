// Where the beam is. Air bends it a little downwards; the usual model takes it as straight over an earth whose radius is 4/3
// of the real one (Doviak and Zrnić, Doppler Radar and Weather Observations, 2nd ed., eq. 2.28). Distances are along a sphere:
// within 0.4 % of the ellipsoid, less than what a tilt is known to.

/** Mean radius of the earth in metres. */
const EARTH_M = 6_371_000;
const BENT_M = (EARTH_M * 4) / 3;
const FOOT_M = 0.3048;
const MILE_M = 1_609.344;
const POINTS = ["north", "north-northeast", "northeast", "east-northeast", "east", "east-southeast", "southeast", "south-southeast", "south", "south-southwest", "southwest", "west-southwest", "west", "west-northwest", "northwest", "north-northwest"];

/** Degrees. */
export interface Spot {
  longitude: number;
  latitude: number;
}

const radians = (degrees: number): number => (degrees * Math.PI) / 180;

/** Metres along the ground (haversine). */
export function distanceM(from: Spot, to: Spot): number {
  const north = Math.sin(radians(to.latitude - from.latitude) / 2);
  const east = Math.sin(radians(to.longitude - from.longitude) / 2);
  const part = north * north + Math.cos(radians(from.latitude)) * Math.cos(radians(to.latitude)) * east * east;
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(part)));
}

/** The point of the compass in which `to` lies, seen from `from`. */
export function direction(from: Spot, to: Spot): string {
  const [lower, upper, turn] = [radians(from.latitude), radians(to.latitude), radians(to.longitude - from.longitude)];
  const east = Math.sin(turn) * Math.cos(upper);
  const north = Math.cos(lower) * Math.sin(upper) - Math.sin(lower) * Math.cos(upper) * Math.cos(turn);
  const sixteenths = Math.round((Math.atan2(east, north) / (2 * Math.PI)) * 16);
  return POINTS[(sixteenths + 16) % 16] ?? "north";
}

/** Metres above the sea of the middle of the beam, `groundM` metres away; infinite where it never comes. */
export function heightM(antennaM: number, tiltDeg: number, groundM: number): number {
  const tilt = radians(tiltDeg);
  const angle = tilt + groundM / BENT_M;
  return angle >= Math.PI / 2 ? Infinity : ((BENT_M + antennaM) * Math.cos(tilt)) / Math.cos(angle) - BENT_M;
}

/** `26 miles (42 km)`. */
export function distanceWords(metres: number): string {
  const whole = (value: number): string => (value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString("en-US"));
  return `${whole(metres / MILE_M)} miles (${whole(metres / 1_000)} km)`;
}

/** Feet, to the nearest hundred: no beam is known better. `16,000 ft`. */
export function feetWords(metres: number): string {
  return `${(Math.round(metres / FOOT_M / 100) * 100).toLocaleString("en-US")} ft`;
}

/** A ring of points around a place, for drawing how far the radar reaches. */
export function ring(centre: Spot, radiusM: number, points: number): [number, number][] {
  const angle = radiusM / EARTH_M;
  const latitude = radians(centre.latitude);
  return Array.from({ length: points + 1 }, (_, at) => {
    const bearing = (2 * Math.PI * (at % points)) / points;
    const north = Math.asin(Math.sin(latitude) * Math.cos(angle) + Math.cos(latitude) * Math.sin(angle) * Math.cos(bearing));
    const east = Math.atan2(Math.sin(bearing) * Math.sin(angle) * Math.cos(latitude), Math.cos(angle) - Math.sin(latitude) * Math.sin(north));
    return [centre.longitude + (east * 180) / Math.PI, (north * 180) / Math.PI];
  });
}
