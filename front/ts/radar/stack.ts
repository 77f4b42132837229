// The radar's pictures on the map, one layer for each frame: one is seen, the others wait so that the loop does not stutter.
import type { Map as GlMap } from "maplibre-gl";
import { ABOVE_RADAR } from "./basemap";
import type { Manifest } from "./manifest";
import { tileTemplate } from "./tiles";

/** What a layer shows. */
export interface Sheet {
  palette: string;
  frame: string;
  product: string;
}

const nameOf = ({ palette, frame, product }: Sheet): string => `sheet:${palette}/${frame}/${product}`;

/** Layers by the name of their sheet. */
export class Stack {
  #shown = "";
  #opacity = 0.85;
  #there = new Set<string>();

  constructor(
    readonly map: GlMap,
    readonly manifest: () => Manifest,
  ) {}

  /** Shows a sheet and no other; none hides them all. */
  show(sheet: Sheet | undefined): void {
    const name = sheet ? nameOf(sheet) : "";
    if (sheet) this.prepare(sheet);
    if (name === this.#shown) return;
    if (name) this.map.setPaintProperty(name, "raster-opacity", this.#opacity);
    if (this.#there.has(this.#shown)) this.map.setPaintProperty(this.#shown, "raster-opacity", 0);
    this.#shown = name;
  }

  /** Brings a sheet onto the map, unseen, so that it loads. */
  prepare(sheet: Sheet): void {
    const name = nameOf(sheet);
    if (this.#there.has(name)) return;
    const { id, zooms, bounds } = this.manifest();
    this.map.addSource(name, { type: "raster", tiles: [tileTemplate(sheet.palette, id, sheet.frame, sheet.product)], tileSize: 256, minzoom: zooms[0], maxzoom: zooms[1], bounds });
    // Nearest, because a colour between two colours of a scale would be a figure that nobody measured.
    const paint = { "raster-opacity": 0, "raster-fade-duration": 0, "raster-resampling": "nearest" } as const;
    this.map.addLayer({ id: name, type: "raster", source: name, paint }, ABOVE_RADAR);
    this.#there.add(name);
  }

  /** Whether every square in the window has come, or failed. */
  settled(sheet: Sheet): boolean {
    const name = nameOf(sheet);
    return this.#there.has(name) && this.map.isSourceLoaded(name);
  }

  /** Takes everything off the map but these. */
  keep(sheets: Sheet[]): void {
    const kept = new Set([...sheets.map(nameOf), this.#shown]);
    for (const name of this.#there) if (!kept.has(name)) this.#drop(name);
  }

  /** Takes a sheet off the map whose squares did not all come; shown again, it asks for them anew. */
  drop(sheet: Sheet): void {
    const name = nameOf(sheet);
    if (!this.#there.has(name)) return;
    if (this.#shown === name) this.#shown = "";
    this.#drop(name);
  }

  set opacity(part: number) {
    this.#opacity = part;
    if (this.#there.has(this.#shown)) this.map.setPaintProperty(this.#shown, "raster-opacity", part);
  }

  #drop(name: string): void {
    this.map.removeLayer(name);
    this.map.removeSource(name);
    this.#there.delete(name);
  }
}
