// Packs the counties and states of us-atlas into few bytes: the format is told in lib/geo/src/packed.rs, which reads it.
// No compression here, because two versions of Node compress the same bytes differently.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const LAYERS = ["counties", "states"];

/** The packed bytes of the atlas that npm installed, and the notice that goes with every copy of it. */
export async function packAtlas() {
  const file = (name) => readFile(createRequire(import.meta.url).resolve(`us-atlas/${name}`));
  return { atlas: pack(JSON.parse(await file("counties-10m.json"))), notice: await file("LICENSE") };
}

/** The packed bytes of a quantised topology, of its LAYERS and the arcs that they need. */
export function pack(topology) {
  const out = [];
  out.push(...Buffer.from("geo1", "latin1"));
  const { scale, translate } = topology.transform;
  for (const number of [...scale, ...translate]) {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(number);
    out.push(...bytes);
  }
  unsigned(out, topology.arcs.length);
  for (const arc of topology.arcs) {
    unsigned(out, arc.length);
    for (const [x, y] of arc) signed(out, x), signed(out, y);
  }
  unsigned(out, LAYERS.length);
  for (const layer of LAYERS) {
    text(out, layer);
    // In the order of their keys, so that a new version of the atlas changes as little as it can.
    const features = [...topology.objects[layer].geometries].sort((a, b) => (a.id < b.id ? -1 : 1));
    unsigned(out, features.length);
    for (const feature of features) {
      text(out, feature.id);
      text(out, feature.properties.name);
      list(out, polygons(feature), (rings) => list(out, rings, (ring) => list(out, ring, (arc) => signed(out, arc))));
    }
  }
  return Buffer.from(out);
}

function polygons({ type, id, arcs }) {
  if (type === "Polygon") return [arcs];
  if (type === "MultiPolygon") return arcs;
  throw new Error(`us-atlas: ${id} is a ${type}, which has no surface`);
}

function list(out, items, each) {
  unsigned(out, items.length);
  items.forEach(each);
}

function text(out, words) {
  const bytes = Buffer.from(words, "utf8");
  unsigned(out, bytes.length);
  out.push(...bytes);
}

function signed(out, number) {
  unsigned(out, number < 0 ? -2 * number - 1 : 2 * number);
}

function unsigned(out, number) {
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`us-atlas: ${number} is no whole number`);
  while (number >= 128) {
    out.push((number % 128) + 128);
    number = Math.floor(number / 128);
  }
  out.push(number);
}
