// The squares of the radar map: indexed PNGs of 256 by 256 pixels (PNG, third edition, W3C). What comes out is the index of
// every pixel, not its colour, so that one file serves every palette and the figure under the pointer.
// A file is not trusted because it came from the station: sizes are checked before anything is allocated by them, and what
// a small file inflates to is counted while it comes.

/** Pixels of a side. */
export const SIDE = 256;
/** No square of ours is larger: a byte for each pixel, and room for the rest. */
const LARGEST_FILE = 256 * 1024;
const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];

/** Why a file is no square of the map. */
export class PngError extends Error {}

/** The index of every pixel, row by row from the north-west corner: SIDE × SIDE bytes. */
export async function indicesOf(file: Uint8Array): Promise<Uint8Array> {
  const { depth, packed } = read(file);
  const rowBytes = (SIDE * depth) / 8;
  const rows = await inflate(packed, (rowBytes + 1) * SIDE);
  unfilter(rows, rowBytes);
  const indices = new Uint8Array(SIDE * SIDE);
  const perByte = 8 / depth;
  const mask = (1 << depth) - 1;
  for (let y = 0; y < SIDE; y += 1) {
    const start = y * (rowBytes + 1) + 1;
    for (let x = 0; x < SIDE; x += 1) {
      const byte = rows[start + Math.floor(x / perByte)] ?? 0;
      indices[y * SIDE + x] = (byte >> (8 - depth * ((x % perByte) + 1))) & mask;
    }
  }
  return indices;
}

interface Packed {
  depth: number;
  packed: Uint8Array[];
}

/** Header and compressed rows. Sums of chunks are not checked: what arrives broken fails to inflate or to fit. */
function read(file: Uint8Array): Packed {
  if (file.length > LARGEST_FILE) throw new PngError("the file is too large");
  if (!SIGNATURE.every((byte, at) => file[at] === byte)) throw new PngError("this is no PNG");
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const packed: Uint8Array[] = [];
  let depth = 0;
  for (let at = SIGNATURE.length; at + 12 <= file.length; ) {
    const length = view.getUint32(at);
    const end = at + 8 + length;
    if (end + 4 > file.length) throw new PngError("the file ends too early");
    const kind = String.fromCharCode(...file.subarray(at + 4, at + 8));
    if (kind === "IHDR") depth = depthOf(view, at + 8, length);
    else if (depth === 0) throw new PngError("its header is missing");
    else if (kind === "IDAT") packed.push(file.subarray(at + 8, end));
    else if (kind === "IEND") break;
    at = end + 4;
  }
  if (packed.length === 0) throw new PngError("it has no pixels");
  return { depth, packed };
}

function depthOf(view: DataView, at: number, length: number): number {
  if (length !== 13) throw new PngError("its header has another size");
  if (view.getUint32(at) !== SIDE || view.getUint32(at + 4) !== SIDE) throw new PngError("it is not 256 by 256 pixels");
  const depth = view.getUint8(at + 8);
  if (view.getUint8(at + 9) !== 3 || ![1, 2, 4, 8].includes(depth)) throw new PngError("its pixels are no indices");
  if (view.getUint8(at + 10) !== 0 || view.getUint8(at + 11) !== 0) throw new PngError("it is packed in another way");
  if (view.getUint8(at + 12) !== 0) throw new PngError("it is interlaced");
  return depth;
}

/** Exactly `size` bytes, and not one more: a bomb is dropped as soon as it shows. */
async function inflate(parts: Uint8Array[], size: number): Promise<Uint8Array> {
  const out = new Uint8Array(size);
  let filled = 0;
  const reader = new Blob(parts as BlobPart[]).stream().pipeThrough(new DecompressionStream("deflate")).getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      if (filled + value.length > size) throw new PngError("it has more pixels than it says");
      out.set(value, filled);
      filled += value.length;
    }
  } catch (fault) {
    await reader.cancel().catch(() => undefined);
    throw fault instanceof PngError ? fault : new PngError("its pixels cannot be unpacked");
  }
  if (filled !== size) throw new PngError("it has fewer pixels than it says");
  return out;
}

/** Undoes the filter of each row, in place. A pixel is one byte or less, so the byte before is the pixel before. */
function unfilter(rows: Uint8Array, rowBytes: number): void {
  const stride = rowBytes + 1;
  for (let y = 0; y < SIDE; y += 1) {
    const start = y * stride + 1;
    const filter = rows[start - 1] ?? 0;
    if (filter > 4) throw new PngError("a row has an unknown filter");
    if (filter === 0) continue;
    for (let x = 0; x < rowBytes; x += 1) {
      const left = x > 0 ? (rows[start + x - 1] ?? 0) : 0;
      const up = y > 0 ? (rows[start + x - stride] ?? 0) : 0;
      const corner = x > 0 && y > 0 ? (rows[start + x - stride - 1] ?? 0) : 0;
      const add = filter === 1 ? left : filter === 2 ? up : filter === 3 ? (left + up) >> 1 : paeth(left, up, corner);
      rows[start + x] = (rows[start + x] ?? 0) + add;
    }
  }
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [toLeft, toUp, toCorner] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
