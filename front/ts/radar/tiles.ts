// The squares as indices, kept while they may be needed again, and coloured with whichever palette the reader chose. MapLibre
// asks for `radar://PALETTE/KMAX/FRAME/PRODUCT/Z/X/Y` and gets a finished picture.
import { indicesOf, SIDE } from "./png";

/** Squares kept: 64 KiB each. */
const KEPT = 480;
const SCHEME = "radar";

/** Gives the indices of squares, by their address, and remembers the last of them. */
export class TileStore {
  #kept = new Map<string, Promise<Uint8Array>>();

  /** The indices of a square; fails when the net or the station does. */
  indices(path: string): Promise<Uint8Array> {
    const known = this.#kept.get(path);
    if (known) {
      this.#kept.delete(path);
      this.#kept.set(path, known);
      return known;
    }
    const coming = this.#fetch(path);
    this.#kept.set(path, coming);
    // What failed is asked for again next time.
    coming.catch(() => this.#kept.delete(path));
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= KEPT) break;
      this.#kept.delete(oldest);
    }
    return coming;
  }

  /** Whether a square is here or on its way. */
  has(path: string): boolean {
    return this.#kept.has(path);
  }

  async #fetch(path: string): Promise<Uint8Array> {
    const answer = await fetch(path);
    if (!answer.ok) throw new Error(`${path} answers ${answer.status}`);
    return indicesOf(new Uint8Array(await answer.arrayBuffer()));
  }
}

/** The address of a square on the station. */
export function tilePath(radar: string, frame: string, product: string, z: number, x: number, y: number): string {
  return `/radar/${radar}/${frame}/${product}/${z}/${x}/${y}.png`;
}

/** The address by which MapLibre asks for the squares of a frame. */
export function tileTemplate(palette: string, radar: string, frame: string, product: string): string {
  return `${SCHEME}://${palette}/${radar}/${frame}/${product}/{z}/{x}/{y}`;
}

/** Colours by index as bytes of a picture: red, green, blue, alpha. An index without a colour shows nothing. */
export function colourTable(colors: string[]): Uint8ClampedArray {
  const table = new Uint8ClampedArray(256 * 4);
  colors.slice(0, 256).forEach((color, index) => {
    const [, rgb, alpha] = /^#([0-9a-f]{6})([0-9a-f]{2})?$/i.exec(color) ?? [];
    if (!rgb) return;
    const value = Number.parseInt(rgb, 16);
    table.set([value >> 16, (value >> 8) & 255, value & 255, alpha ? Number.parseInt(alpha, 16) : 255], index * 4);
  });
  return table;
}

/** Pixels in colour. */
export function coloured(indices: Uint8Array, table: Uint8ClampedArray): Uint8ClampedArray<ArrayBuffer> {
  const words = new Uint32Array(table.buffer, table.byteOffset, 256);
  const out = new Uint32Array(indices.length);
  for (let at = 0; at < indices.length; at += 1) out[at] = words[indices[at] ?? 0] ?? 0;
  return new Uint8ClampedArray(out.buffer);
}

/** What answers MapLibre. `tables` gives the colours of a palette; `told` hears of each frame whose square came or did not. */
export function protocol(store: TileStore, tables: (palette: string) => Uint8ClampedArray | undefined, told: (frame: string, good: boolean) => void) {
  return async ({ url }: { url: string }, abort: AbortController): Promise<{ data: ImageBitmap }> => {
    const [palette = "", radar = "", frame = "", product = "", z, x, y] = url.slice(`${SCHEME}://`.length).split("/");
    const table = tables(palette);
    if (!table) throw new Error(`there is no palette ${palette}`);
    const coming = store.indices(tilePath(radar, frame, product, Number(z), Number(x), Number(y)));
    coming.then(() => told(frame, true), () => told(frame, false));
    const indices = await coming;
    abort.signal.throwIfAborted();
    return { data: await createImageBitmap(new ImageData(coloured(indices, table), SIDE, SIDE)) };
  };
}

export { SCHEME };

/** The square and the pixel in it that a place lies on, and the zoom between `least` and `most` that fits a map's zoom best. */
export function pixelAt(longitude: number, latitude: number, zoom: number): { x: number; y: number; at: number } {
  const count = 2 ** zoom;
  const sine = Math.sin((latitude * Math.PI) / 180);
  const column = ((longitude + 180) / 360) * count;
  const row = (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)) * count;
  const inside = (part: number): number => Math.min(SIDE - 1, Math.floor((part - Math.floor(part)) * SIDE));
  return { x: Math.floor(column), y: Math.floor(row), at: inside(row) * SIDE + inside(column) };
}
