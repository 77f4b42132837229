// Names on the map as little pictures that the page itself draws: MapLibre would want its letters from a font server.
import type { Map as GlMap } from "maplibre-gl";
import type { Colours } from "./colours";

/** One line of text, or two, as a picture. */
export interface Label {
  id: string;
  lines: string[];
  /** Pixels of the first line. */
  size: number;
  bold: boolean;
  /** Whether a dot marks the place, and the text stands to the right of it. */
  dot: boolean;
}

const HALO = 3;
const GAP = 5;
const DOT = 3.5;

/** Draws a label and gives it to the map under its id; the one that was there before is replaced. */
export function putLabel(map: GlMap, label: Label, colours: Colours): void {
  const ratio = Math.min(Math.max(window.devicePixelRatio, 1), 3);
  const image = draw(label, colours, ratio);
  if (!image) return;
  if (map.hasImage(label.id)) map.removeImage(label.id);
  map.addImage(label.id, image, { pixelRatio: ratio });
}

/** With a dot, the picture is as wide to the left of it as to the right, so that its middle is the place. */
function draw({ lines, size, bold, dot }: Label, colours: Colours, ratio: number): ImageData | undefined {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return undefined;
  const font = (line: number): string => `${bold && line === 0 ? 700 : 500} ${line === 0 ? size : size - 2}px ${colours.sans}`;
  const widths = lines.map((line, at) => {
    context.font = font(at);
    return context.measureText(line).width;
  });
  const wide = Math.ceil(Math.max(...widths)) + 2 * HALO;
  const high = Math.ceil(lines.length * size * 1.2) + 2 * HALO;
  const width = dot ? 2 * (wide + GAP + DOT) : wide;
  context.canvas.width = Math.ceil(width * ratio);
  context.canvas.height = Math.ceil(high * ratio);
  context.scale(ratio, ratio);
  context.lineJoin = "round";
  context.textBaseline = "middle";
  context.strokeStyle = colours.halo;
  context.fillStyle = colours.label;
  const left = dot ? width / 2 + DOT + GAP : HALO;
  lines.forEach((line, at) => {
    context.font = font(at);
    const middle = HALO + size * (0.6 + 1.2 * at);
    const from = dot ? left : (width - (widths[at] ?? 0)) / 2;
    context.lineWidth = HALO;
    context.strokeText(line, from, middle);
    context.fillText(line, from, middle);
  });
  if (dot) {
    context.beginPath();
    context.arc(width / 2, high / 2, DOT, 0, 2 * Math.PI);
    context.lineWidth = 2;
    context.stroke();
    context.fill();
  }
  return context.getImageData(0, 0, context.canvas.width, context.canvas.height);
}
