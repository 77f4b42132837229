// The map without its weather: land, borders, names, how far the radar reaches, alerts, the reader's own place. All of it is
// given to MapLibre as data; it asks for nothing by itself.
import { Map as GlMap, type ExpressionSpecification, type GeoJSONSource, type LngLatBoundsLike, type StyleSpecification } from "maplibre-gl";
import type { Feature, FeatureCollection, Point } from "geojson";
import { feetWords, heightM, distanceM, type Spot } from "./beam";
import { coloursOf, onChange, type Colours } from "./colours";
import { BESIDE, DOT, putLabel, type Side } from "./labels";
import { antennas, reachLines, type Frame, type Manifest } from "./manifest";

/** The layer before which the radar's pictures go: borders and names stay readable above them. */
export const ABOVE_RADAR = "counties";
/** Layers a reader may switch. */
export const SWITCHES = { alerts: ["alert-edge", "alert-line", "alert-zones"], names: ["county-names"] } as const;
/** From this zoom on, counties are large enough for their names. */
const COUNTY_NAMES = 6.2;
const LEAST_TOWN_LETTERS = 13;
/** Towns so many metres apart may want the same room for their names at the first zoom. */
const NEIGHBOURS_M = 90_000;

/** A town of the base map. */
export interface Town extends Spot {
  name: string;
  elevationM: number | undefined;
}

const empty = (): FeatureCollection => ({ type: "FeatureCollection", features: [] });
const kind = (name: string): ExpressionSpecification => ["==", ["get", "kind"], name];
/** Alerts that have no shape of their own: their outline is that of zones that somebody else drew. */
const ofZones: ExpressionSpecification = ["==", ["get", "geometryOf"], "zones"];

/** The towns of a base map. */
export function townsOf(base: FeatureCollection): Town[] {
  return points(base, "town").map(({ geometry, properties }) => ({
    ...spotOf(geometry),
    name: String(properties?.["name"] ?? ""),
    elevationM: typeof properties?.["elevation_m"] === "number" ? properties["elevation_m"] : undefined,
  }));
}

function spotOf({ coordinates }: Point): Spot {
  return { longitude: coordinates[0] ?? 0, latitude: coordinates[1] ?? 0 };
}

function points(base: FeatureCollection, wanted: string): Feature<Point>[] {
  return base.features.filter((one): one is Feature<Point> => one.geometry?.type === "Point" && one.properties?.["kind"] === wanted);
}

/** On which side of its dot a town's name stands: away from the nearest other town, where that is close enough to want the
    same room. So a pair of towns beside each other keeps both names. */
function sideOf(own: Spot, towns: Town[]): Side {
  const others = towns.filter((other) => other.longitude !== own.longitude || other.latitude !== own.latitude);
  const [nearest] = others.sort((a, b) => distanceM(own, a) - distanceM(own, b));
  return nearest && nearest.longitude > own.longitude && distanceM(own, nearest) < NEIGHBOURS_M ? "west" : "east";
}

/** The map and what is drawn on it beside the weather. */
export class BaseMap {
  readonly map: GlMap;
  readonly towns: Town[];
  #base: FeatureCollection;
  #colours: Colours;
  #alerts = empty();
  #unknown = false;
  #manifest: Manifest;
  /** The tilt whose beam heights stand under the names of towns; none while they are not wanted. */
  #tilt: number | undefined;

  /** Throws when the browser has no WebGL. */
  constructor(container: HTMLElement, manifest: Manifest, base: FeatureCollection, view: { center: [number, number]; zoom: number }) {
    this.#base = base;
    this.#manifest = manifest;
    this.towns = townsOf(base);
    this.#colours = coloursOf(container);
    const [west, south, east, north] = manifest.bounds;
    const room: LngLatBoundsLike = [west - 3, south - 2, east + 3, north + 2];
    this.map = new GlMap({
      container,
      style: this.#style(),
      ...view,
      // MapLibre counts zooms by squares of 512 pixels; ours have 256.
      minZoom: Math.max(3, manifest.zooms[0] - 1),
      maxZoom: manifest.zooms[1] + 1.5,
      maxBounds: room,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      renderWorldCopies: false,
      fadeDuration: 0,
      canvasContextAttributes: { antialias: true },
      locale: { "Map.Title": "Radar map. Arrow keys move it, plus and minus zoom, space plays the loop." },
    });
    this.map.touchZoomRotate.disableRotation();
    this.map.keyboard.disableRotation();
    this.map.getCanvas().setAttribute("role", "application");
    this.map.setMissingStyleImageResolver((id) => this.#putName(id));
    this.map.once("load", () => this.#source("alerts")?.setData(this.#alerts));
    onChange(() => this.#recolour(container));
  }

  /** Another radar's manifest does not come without another page; its reach may change with its products. */
  set manifest(manifest: Manifest) {
    this.#manifest = manifest;
  }

  /** Those that came before the map had begun are drawn when it does. MapLibre tells that once, and counts itself as not loaded
      whenever a square is on its way: neither is a moment to wait for. */
  set alerts(alerts: FeatureCollection) {
    this.#alerts = alerts;
    this.#source("alerts")?.setData(alerts);
  }

  /** Draws how far the radars of a picture reach: of several those that are in it. */
  set shown(frame: Frame | undefined) {
    if (this.#manifest.members) this.#source("reach")?.setData(this.#reach(frame));
  }

  #reach(frame?: Frame): FeatureCollection {
    const features = reachLines(antennas(this.#manifest, frame)).map((line): Feature => ({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [line] } }));
    return { type: "FeatureCollection", features };
  }

  /** Lays the veil of what was not measured over all that the radar reaches: without a picture, no map looks like a clear sky. */
  set unknown(on: boolean) {
    this.#unknown = on;
    if (this.map.getLayer("unknown")) this.map.setLayoutProperty("unknown", "visibility", on ? "visible" : "none");
  }

  /** Where the reader is, or where they tapped; none to take the mark away. */
  mark(which: "here" | "pin", spot: Spot | undefined): void {
    const features: Feature[] = spot ? [{ type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [spot.longitude, spot.latitude] } }] : [];
    this.#source(which)?.setData({ type: "FeatureCollection", features });
  }

  /** Shows or hides what a reader may switch. */
  toggle(which: keyof typeof SWITCHES, shown: boolean): void {
    for (const layer of SWITCHES[which]) this.map.setLayoutProperty(layer, "visibility", shown ? "visible" : "none");
  }

  /** Writes under each town how high the beam of a tilt passes over it. */
  set beamTilt(tilt: number | undefined) {
    if (tilt === this.#tilt) return;
    this.#tilt = tilt;
    this.#source("names")?.setData(this.#names());
  }

  /** The county at a place: `Jackson County, Oregon`. */
  countyAt(spot: Spot): string {
    const at = this.map.project([spot.longitude, spot.latitude]);
    const [found] = this.map.queryRenderedFeatures([at.x, at.y], { layers: ["land"] });
    const { name, state } = found?.properties ?? {};
    return name ? (state ? `${name}, ${state}` : String(name)) : "";
  }

  /** Names of the alerts whose area holds a place; of those drawn by their zones it is said. */
  alertsAt(spot: Spot): string[] {
    const at = this.map.project([spot.longitude, spot.latitude]);
    const found = this.map.queryRenderedFeatures([at.x, at.y], { layers: ["alert-fill"] });
    const name = ({ event, geometryOf }: Record<string, unknown>): string => (event ? `${String(event)}${geometryOf === "zones" ? " (zones)" : ""}` : "");
    return [...new Set(found.map(({ properties }) => name(properties)).filter(Boolean))];
  }

  #source(id: string): GeoJSONSource | undefined {
    return this.map.getSource<GeoJSONSource>(id);
  }

  /** Points that carry a picture of their name. The id says what is in it: kind, name, second line, side. */
  #names(): FeatureCollection {
    const named = (features: Feature<Point>[], id: (one: Feature<Point>, at: number) => string): Feature[] =>
      features.map((one, at) => {
        const side = sideOf(spotOf(one.geometry), this.towns);
        return { ...one, properties: { kind: one.properties?.["kind"] as string, image: `${id(one, at)}|${side}`, order: at, side } };
      });
    const counties: Feature<Point>[] = this.#base.features.flatMap((one) => {
      const label = one.properties?.["label"] as [number, number] | undefined;
      return label ? [{ type: "Feature", properties: one.properties, geometry: { type: "Point", coordinates: label } }] : [];
    });
    const name = (one: Feature): string => String(one.properties?.["name"] ?? "");
    return {
      type: "FeatureCollection",
      features: [
        ...named(points(this.#base, "town"), (one, at) => `town|${name(one)}|${this.#beamOver(this.towns[at])}`),
        ...named(points(this.#base, "radar"), (one) => `radar|${String(one.properties?.["id"] ?? "")}|`),
        ...named(counties, (one) => `county|${name(one).replace(/ (County|Parish)$/, "")}|`),
      ],
    };
  }

  #beamOver(town: Town | undefined): string {
    if (!town || this.#tilt === undefined) return "";
    const height = heightM(this.#manifest.antenna_m, this.#tilt, distanceM(this.#manifest, town));
    return town.elevationM === undefined ? `beam at ${feetWords(height)}` : `beam ${feetWords(height - town.elevationM)} up`;
  }

  #putName(id: string): void {
    const [what, name = "", second = "", side] = id.split("|");
    if (!name || !["town", "radar", "county"].includes(what ?? "")) return;
    const size = what === "town" ? 15 : LEAST_TOWN_LETTERS;
    putLabel(this.map, { id, lines: second ? [name, second] : [name], size, bold: what !== "county", beside: what === "county" ? undefined : side === "west" ? "west" : "east" }, this.#colours);
  }

  #recolour(container: HTMLElement): void {
    this.#colours = coloursOf(container);
    for (const { id, paint } of this.#layers()) {
      for (const [name, value] of Object.entries(paint ?? {})) this.map.setPaintProperty(id, name as never, value as never);
    }
    for (const id of this.map.listImages()) if (id.includes("|")) this.#putName(id);
  }

  #style(): StyleSpecification {
    const data = (value: FeatureCollection) => ({ type: "geojson" as const, data: value, tolerance: 0.2 });
    return {
      version: 8,
      sources: {
        base: data(this.#base),
        names: data(this.#names()),
        reach: data(this.#reach()),
        alerts: data(empty()),
        here: data(empty()),
        pin: data(empty()),
      },
      layers: this.#layers(),
    };
  }

  #layers(): StyleSpecification["layers"] {
    const colours = this.#colours;
    const wide = (near: number, far: number): ExpressionSpecification => ["interpolate", ["linear"], ["zoom"], 5, near, 9, far];
    const names = { "icon-image": ["get", "image"] as ExpressionSpecification, "symbol-sort-key": ["get", "order"] as ExpressionSpecification, "icon-padding": 0 };
    const isWest: ExpressionSpecification = ["==", ["get", "side"], "west"];
    const beside = {
      ...names,
      "icon-anchor": ["case", isWest, "right", "left"] as ExpressionSpecification,
      "icon-offset": ["case", isWest, ["literal", [-BESIDE, 0]], ["literal", [BESIDE, 0]]] as ExpressionSpecification,
    };
    return [
      { id: "beyond", type: "background", paint: { "background-color": colours.beyond } },
      { id: "land", type: "fill", source: "base", filter: kind("county"), paint: { "fill-color": colours.land } },
      { id: "unknown", type: "fill", source: "reach", layout: { visibility: this.#unknown ? "visible" : "none" }, paint: { "fill-color": "#808080", "fill-opacity": 0.3 } },
      { id: ABOVE_RADAR, type: "line", source: "base", filter: kind("county"), paint: { "line-color": colours.county, "line-width": wide(0.6, 1.4) } },
      { id: "states", type: "line", source: "base", filter: kind("state"), paint: { "line-color": colours.state, "line-width": wide(1.4, 2.6) } },
      { id: "reach", type: "line", source: "reach", paint: { "line-color": colours.reach, "line-width": 1.5, "line-dasharray": [3, 3] } },
      { id: "alert-fill", type: "fill", source: "alerts", paint: { "fill-color": colours.alert, "fill-opacity": 0 } },
      { id: "alert-edge", type: "line", source: "alerts", layout: { "line-join": "round" }, paint: { "line-color": colours.halo, "line-width": 6 } },
      { id: "alert-line", type: "line", source: "alerts", filter: ["!", ofZones], layout: { "line-join": "round" }, paint: { "line-color": colours.alert, "line-width": 3 } },
      { id: "alert-zones", type: "line", source: "alerts", filter: ofZones, paint: { "line-color": colours.alert, "line-width": 3, "line-dasharray": [3, 2] } },
      { id: "county-names", type: "symbol", source: "names", filter: kind("county"), minzoom: COUNTY_NAMES, layout: names },
      { id: "radar-names", type: "symbol", source: "names", filter: kind("radar"), layout: beside },
      { id: "town-names", type: "symbol", source: "names", filter: kind("town"), layout: beside },
      // Every place has its dot, also where there is no room for its name.
      { id: "dots", type: "circle", source: "names", filter: ["!", kind("county")], paint: { "circle-radius": DOT, "circle-color": colours.label, "circle-stroke-color": colours.halo, "circle-stroke-width": 1.5 } },
      { id: "pin", type: "circle", source: "pin", paint: { "circle-radius": 7, "circle-color": "rgba(0,0,0,0)", "circle-stroke-color": colours.label, "circle-stroke-width": 2.5 } },
      { id: "here", type: "circle", source: "here", paint: { "circle-radius": 8, "circle-color": colours.label, "circle-stroke-color": colours.halo, "circle-stroke-width": 3 } },
    ];
  }
}
