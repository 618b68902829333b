// Which keys mean which action. Nothing is taken from input methods, from AltGr, or from what the browser does with a key.

import { t } from "../lib/messages.js";
import { preferences } from "../lib/preferences.js";

const IS_MAC = /Mac|iPhone|iPad/.test(navigator.platform);
const SHOWN = {
  Mod: IS_MAC ? "⌘" : "Ctrl", Alt: IS_MAC ? "⌥" : "Alt", Shift: IS_MAC ? "⇧" : "Shift",
  Enter: "↵", ArrowDown: "↓", ArrowUp: "↑", ArrowLeft: "←", ArrowRight: "→", Escape: "Esc", " ": t("Space"), Delete: IS_MAC ? "⌦" : "Del",
};

// While an input method composes, no key is a command. Some browsers say so only by key code 229.
export const isComposing = (event) => event.isComposing || event.keyCode === 229;

export class Keyboard {
  #bench;

  constructor(bench) {
    this.#bench = bench;
    document.addEventListener("keydown", (event) => this.#pressed(event));
  }

  name(chord) { return chordName(chord); }

  #pressed(event) {
    if (event.defaultPrevented || isComposing(event)) return;
    const where = this.#place(event.target);
    const action = this.#bench.actions.find((one) => one.where.includes(where) && (!one.needsCell || event.target.matches(".cell")) && one.keys.some((chord) => mayAct(chord, where) && matches(event, chord)));
    if (!action) return;
    event.preventDefault();
    if (!event.repeat || action.repeats) action.run();
  }

  // text: the open segment. list: a cell of the grid. elsewhere: the rest of the page. field: any other text field.
  #place(target) {
    if (target.matches?.(".entry")) return "text";
    if (target.matches?.("input, textarea, select, [contenteditable]")) return "field";
    if (document.getElementById("sheet").open) return "sheet";
    return target.closest?.("#grid, #dock") && !target.closest(".extra") ? "list" : "elsewhere";
  }
}

// "Mod+Shift+Enter" as this platform writes it.
export function chordName(chord) {
  const parts = (IS_MAC ? MAC[chord] ?? chord : chord).split("+").map((part) => SHOWN[part] ?? part);
  return parts.join(IS_MAC ? "" : " ");
}

// A single letter never acts where somebody writes, and nowhere once a person switched single keys off (WCAG 2.1.4).
export const isSingle = (chord) => /^(Shift\+)?.$/u.test(chord);
const mayAct = (chord, where) => !isSingle(chord) || (where !== "text" && where !== "field" && preferences.single_keys);

// The chord of a key press, as preferences keep it; null for a modifier alone.
export function chordOf(event) {
  if (["Control", "Shift", "Alt", "Meta", "AltGraph", "Dead", "Process"].includes(event.key)) return null;
  const letter = /^[a-z]$/i.test(event.key) ? event.key.toUpperCase() : null;
  const isSymbol = event.key.length === 1 && !/[a-z0-9]/i.test(event.key);
  const mod = IS_MAC ? event.metaKey : event.ctrlKey;
  return [mod && "Mod", event.altKey && "Alt", event.shiftKey && !isSymbol && "Shift", letter ?? event.key].filter(Boolean).join("+");
}

// On Mac the arrow chords of Windows are caret keys, so they carry Command as well.
const MAC = { "Alt+ArrowDown": "Alt+Mod+ArrowDown", "Alt+ArrowUp": "Alt+Mod+ArrowUp", "Mod+Y": "Shift+Mod+Z" };

export function matches(event, chord) {
  if (event.getModifierState?.("AltGraph")) return false;
  const wanted = new Set((IS_MAC ? MAC[chord] ?? chord : chord).split("+"));
  const key = [...wanted].at(-1);
  const isSymbol = key.length === 1 && !/[A-Z0-9]/i.test(key);
  const mod = IS_MAC ? event.metaKey : event.ctrlKey;
  const other = IS_MAC ? event.ctrlKey : event.metaKey;
  if (other || mod !== wanted.has("Mod") || event.altKey !== wanted.has("Alt")) return false;
  if ((!isSymbol || key === " ") && event.shiftKey !== wanted.has("Shift")) return false;
  return sameKey(event, key);
}

// Letters of other alphabets are found by their place on the keyboard.
function sameKey(event, key) {
  if (key.length > 1) return event.key === key;
  if (/^[a-z]$/i.test(key)) {
    if (/^[a-z]$/i.test(event.key)) return event.key.toLowerCase() === key.toLowerCase();
    return /^\P{ASCII}$/u.test(event.key) && event.code === `Key${key.toUpperCase()}`;
  }
  return event.key === key;
}
