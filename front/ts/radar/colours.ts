// The map's own colours: they stand in front/css/radar.css beside all others, for a light and a dark page, and are read here.

const NAMES = ["land", "beyond", "county", "state", "label", "halo", "reach", "alert"] as const;

export type Colours = Record<(typeof NAMES)[number], string> & { sans: string };

/** The colours that hold now for an element. */
export function coloursOf(element: Element): Colours {
  const style = getComputedStyle(element);
  const read = (name: string): string => style.getPropertyValue(name).trim();
  const colours = Object.fromEntries(NAMES.map((name) => [name, read(`--map-${name}`) || "#808080"]));
  return { ...colours, sans: read("--sans") || "sans-serif" } as Colours;
}

/** Calls when the page turns dark or light. */
export function onChange(call: () => void): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", call);
  matchMedia("(forced-colors: active)").addEventListener("change", call);
}
