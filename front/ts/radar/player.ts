// The bar under the map: back, play, forward, the slider through time, the speed. It knows nothing of maps; it is told what to
// show and says what was asked for. Nothing moves before somebody asks for it.
import { el, pictureButton, relabel, say } from "./dom";

export interface Wishes {
  toggle(): void;
  /** By so many frames. */
  step(by: number): void;
  /** To the frame at this place. */
  seek(place: number): void;
}

/** What the bar shows. */
export interface PlayerState {
  /** Words for each frame, oldest first: `5:40 p.m. PST`. */
  times: string[];
  place: number;
  playing: boolean;
  /** How many frames have come, while the loop waits for the rest. */
  loaded: number;
}

/** A bar that takes more than this part of the window does not stay in it. */
const TALL = 4;

/** Milliseconds for each frame of the loop. */
export const SPEEDS = { slow: 900, normal: 500, fast: 250 } as const;

export class Player {
  readonly element: HTMLElement;
  /** Stands with the other choices: under the thumb is only what is used again and again. */
  readonly speed: HTMLSelectElement;
  #play: HTMLButtonElement;
  #back: HTMLButtonElement;
  #forward: HTMLButtonElement;
  #slider: HTMLInputElement;
  #first = el("span", { class: "first" });
  #last = el("span", { class: "last" });
  #note = el("p", { class: "hint" });

  constructor(readonly wishes: Wishes, slow: boolean) {
    this.#play = pictureButton("play", "Play the loop", () => wishes.toggle());
    this.#play.classList.add("play");
    this.#back = pictureButton("back", "One picture back", () => wishes.step(-1));
    this.#forward = pictureButton("forward", "One picture forward", () => wishes.step(1));
    this.#slider = el("input", { type: "range", min: "0", max: "0", step: "1", "aria-label": "Time of the picture" });
    this.#slider.addEventListener("input", () => wishes.seek(Number(this.#slider.value)));
    const speeds = Object.keys(SPEEDS).map((name) => el("option", { value: name, selected: name === (slow ? "slow" : "normal") }, name.charAt(0).toUpperCase() + name.slice(1)));
    this.speed = el("select", { name: "speed" }, ...speeds);
    const buttons = el("div", { class: "buttons" }, this.#back, this.#play, this.#forward);
    const time = el("div", { class: "line" }, this.#slider, el("div", { class: "ends", "aria-hidden": "true" }, this.#first, this.#last));
    this.element = el("div", { class: "player", role: "group", "aria-label": "Loop" }, buttons, time, this.#note);
    this.element.addEventListener("keydown", (event) => this.#key(event));
    // With large letters it would cover what it stands before.
    new ResizeObserver(() => this.element.classList.toggle("tall", this.element.offsetHeight > innerHeight / TALL)).observe(this.element);
  }

  /** Milliseconds of a frame. */
  get pace(): number {
    return SPEEDS[this.speed.value as keyof typeof SPEEDS] ?? SPEEDS.normal;
  }

  show({ times, place, playing, loaded }: PlayerState): void {
    const alone = times.length < 2;
    relabel(this.#play, playing ? "pause" : "play", playing ? "Pause the loop" : "Play the loop");
    this.#play.disabled = alone;
    this.#back.disabled = alone;
    this.#forward.disabled = alone;
    this.#slider.disabled = alone;
    this.#slider.max = String(Math.max(0, times.length - 1));
    this.#slider.value = String(place);
    this.#slider.setAttribute("aria-valuetext", `${times[place] ?? ""}, picture ${place + 1} of ${times.length}`);
    say(this.#first, times[0] ?? "");
    say(this.#last, alone ? "" : (times.at(-1) ?? ""));
    say(this.#note, alone ? (times.length === 0 ? "There is no picture to play." : "There is one picture; a loop needs two.") : playing && loaded < times.length ? `Loading: ${loaded} of ${times.length} pictures are here.` : "");
  }

  /** Space plays and arrows step wherever the focus is in the bar, but a button and a field keep their own keys. */
  #key(event: KeyboardEvent): void {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const target = event.target as HTMLElement;
    if (target instanceof HTMLSelectElement) return;
    const isSlider = target === this.#slider;
    if (event.key === " " && !(target instanceof HTMLButtonElement)) this.wishes.toggle();
    else if (event.key === "ArrowLeft" && !isSlider) this.wishes.step(-1);
    else if (event.key === "ArrowRight" && !isSlider) this.wishes.step(1);
    else return;
    event.preventDefault();
  }
}
