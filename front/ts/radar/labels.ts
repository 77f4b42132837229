// Names on the map as little pictures that the page itself draws: MapLibre would want its letters from a font server.
import type { Map as GlMap } from "maplibre-gl";
import type { Colours } from "./colours";

/** Of a dot. */
export type Side = "east" | "west";

/** One line of text, or two, as a picture. */
export interface Label {
  id: string;
  lines: string[];
  /** Pixels of the first line. */
  size: number;
  bold: boolean;
  /** On which side of a dot the text stands; none on the place itself. */
  beside: Side | undefined;
}

const HALO = 3;
/** Pixels of the dot that marks a place, from its middle to its edge. */
export const DOT = 3.5;
/** Pixels from the place to the picture of a name that stands beside its dot. */
export const BESIDE = DOT + 2;

/** Draws a label and gives it to the map under its id; the one that was there before is replaced. */
export function putLabel(map: GlMap, label: Label, colours: Colours): void {
  const ratio = Math.min(Math.max(window.devicePixelRatio, 1), 3);
  const image = draw(label, colours, ratio);
  if (!image) return;
  if (map.hasImage(label.id)) map.removeImage(label.id);
  map.addImage(label.id, image, { pixelRatio: ratio });
}

/** No wider than the text: the map leaves out a name whose picture would lie on another. */
function draw({ lines, size, bold, beside }: Label, colours: Colours, ratio: number): ImageData | undefined {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return undefined;
  const font = (line: number): string => `${bold && line === 0 ? 700 : 500} ${line === 0 ? size : size - 2}px ${colours.sans}`;
  const widths = lines.map((line, at) => {
    context.font = font(at);
    return context.measureText(line).width;
  });
  const wide = Math.ceil(Math.max(...widths)) + 2 * HALO;
  const high = Math.ceil(lines.length * size * 1.2) + 2 * HALO;
  context.canvas.width = Math.ceil(wide * ratio);
  context.canvas.height = Math.ceil(high * ratio);
  context.scale(ratio, ratio);
  context.lineJoin = "round";
  context.textBaseline = "middle";
  context.strokeStyle = colours.halo;
  context.fillStyle = colours.label;
  lines.forEach((line, at) => {
    context.font = font(at);
    const middle = HALO + size * (0.6 + 1.2 * at);
    const spare = wide - 2 * HALO - (widths[at] ?? 0);
    const from = HALO + (beside === "east" ? 0 : beside === "west" ? spare : spare / 2);
    context.lineWidth = HALO;
    context.strokeText(line, from, middle);
    context.fillText(line, from, middle);
  });
  return context.getImageData(0, 0, context.canvas.width, context.canvas.height);
}
