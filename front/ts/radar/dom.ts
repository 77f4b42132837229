// Elements in one line each.

type Child = Node | string | false | undefined;

/** An element with attributes and children; what is false or undefined is left out. */
export function el<Name extends keyof HTMLElementTagNameMap>(name: Name, attributes: Record<string, string | boolean | undefined> = {}, ...children: Child[]): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

const SVG = "http://www.w3.org/2000/svg";

/** Shapes of the buttons, drawn on a sheet of 24 by 24. */
const SHAPES = {
  play: "M8 5v14l11-7z",
  pause: "M7 5h4v14H7zM13 5h4v14h-4z",
  back: "M18 5v14l-9-7zM6 5h2v14H6z",
  forward: "M6 5v14l9-7zM16 5h2v14h-2z",
  plus: "M11 4h2v7h7v2h-7v7h-2v-7H4v-2h7z",
  minus: "M4 11h16v2H4z",
  here: "M11 2h2v3.1A7 7 0 0 1 18.9 11H22v2h-3.1A7 7 0 0 1 13 18.9V22h-2v-3.1A7 7 0 0 1 5.1 13H2v-2h3.1A7 7 0 0 1 11 5.1zm1 5a5 5 0 1 0 0 10 5 5 0 0 0 0-10zm0 3a2 2 0 1 1 0 4 2 2 0 0 1 0-4z",
  whole: "M4 4h6v2H6v4H4zm10 0h6v6h-2V6h-4zM4 14h2v4h4v2H4zm14 0h2v6h-6v-2h4z",
} as const;

export type Shape = keyof typeof SHAPES;

/** A button with a picture and a name. */
export function pictureButton(shape: Shape, name: string, press: () => void): HTMLButtonElement {
  const button = el("button", { type: "button", "aria-label": name, title: name });
  button.append(picture(shape));
  button.addEventListener("click", press);
  return button;
}

/** Gives a button another picture and name. */
export function relabel(button: HTMLButtonElement, shape: Shape, name: string): void {
  if (button.getAttribute("aria-label") === name) return;
  button.setAttribute("aria-label", name);
  button.title = name;
  button.replaceChildren(picture(shape));
}

function picture(shape: Shape): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SHAPES[shape]);
  svg.append(path);
  return svg;
}

/** A field with its label above it. */
export function field(label: string, control: HTMLElement): HTMLLabelElement {
  return el("label", {}, el("span", {}, label), control);
}

/** Writes text only when it is another one, so that a screen reader is not told the same again. */
export function say(element: HTMLElement, words: string): void {
  if (element.textContent !== words) element.textContent = words;
}
