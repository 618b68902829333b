// The word cursor: a text as a multi-select list of words in which a person chooses a span without changing a letter.

import { h } from "../../lib/dom.js";
import { t } from "../../lib/messages.js";
import { isComposing, matches } from "../keyboard.js";
import { draw } from "./drawing.js";
import { letters, words } from "./tokens.js";

let count = 0;

export class WordField extends EventTarget {
  #id = `words-${(count += 1)}`;
  #options = [];
  #tokens = [];
  #isLetters = false;
  #at = 0;
  #from = 0;
  #gap = null;
  #dragging = false;

  // side: source or target. key and revision name the text of a target.
  constructor({ text, lang, dir, side, label, key = null, revision = 0 }) {
    super();
    Object.assign(this, { text, lang, side, key, revision, label, marks: [] });
    this.node = h("div", { class: "words text", role: "listbox", tabindex: "0", "aria-multiselectable": "true", "aria-label": label, lang: lang || "und", dir });
    this.isRtl = dir === "rtl";
    this.#tokens = words(text, lang);
    this.node.addEventListener("keydown", (event) => this.#pressed(event));
    this.node.addEventListener("pointerdown", (event) => this.#down(event));
    this.node.addEventListener("pointermove", (event) => this.#moved(event));
    for (const end of ["pointerup", "pointercancel"]) this.node.addEventListener(end, () => { this.#dragging = false; });
    this.node.addEventListener("focus", () => this.dispatchEvent(new Event("entered")));
    this.draw([]);
  }

  // What is chosen, in UTF-16 units; a gap where start = end.
  get selection() {
    if (this.#gap !== null) return { start: this.#gap, end: this.#gap };
    if (!this.#tokens.length) return { start: 0, end: 0 };
    const [first, last] = [Math.min(this.#at, this.#from), Math.max(this.#at, this.#from)];
    return { start: this.#tokens[first].start, end: this.#tokens[last].end };
  }

  get chosen() { const { start, end } = this.selection; return this.text.slice(start, end); }
  get isExtended() { return this.#gap === null && this.#at !== this.#from; }
  get isGap() { return this.#gap !== null || !this.#tokens.length; }

  // Where words are missing: before the cursor, or after it.
  gap({ isAfter = false } = {}) {
    const { start, end } = this.selection;
    const place = isAfter ? end : start;
    return { start: place, end: place };
  }

  // marks: [{start, end, severity, letter, words}] in UTF-16 units; words are what a screen reader hears of it.
  draw(marks) {
    this.marks = marks;
    this.#options = draw(this.node, this.text, this.#tokens, marks, (token, index) => h("span", { role: "option", class: "word", id: `${this.#id}-${index}`, "aria-label": this.#name(token, index) }));
    this.#show();
  }

  #name(token, index) {
    const base = t("{word}, {n} of {of}", { word: this.text.slice(token.start, token.end), n: index + 1, of: this.#tokens.length });
    const own = this.marks.filter((mark) => mark.start < token.end && token.start < mark.end).map((mark) => mark.words);
    return [base, ...own].join(", ");
  }

  select(start, end) {
    if (start === end) {
      this.#gap = start;
      const next = this.#tokens.findIndex((token) => token.end > start);
      this.#at = this.#from = next < 0 ? Math.max(0, this.#tokens.length - 1) : next;
    } else {
      this.#gap = null;
      const covered = this.#tokens.map((token, index) => [token, index]).filter(([token]) => token.start < end && start < token.end);
      const isWhole = covered.length && covered[0][0].start === start && covered.at(-1)[0].end === end;
      if (!isWhole && !this.#isLetters) { this.#letterMode(true); return this.select(start, end); }
      if (covered.length) { this.#from = covered[0][1]; this.#at = covered.at(-1)[1]; }
    }
    return this.#changed();
  }

  collapse() {
    this.#gap = null;
    this.#from = this.#at;
    this.#show();
  }

  focus() { this.node.focus(); }

  #pressed(event) {
    if (isComposing(event) || event.defaultPrevented) return;
    const act = this.#action(event);
    if (!act) return;
    event.preventDefault();
    act();
  }

  #action(event) {
    for (const [key, step] of [["ArrowRight", 1], ["ArrowLeft", -1]]) {
      if (matches(event, key)) return () => this.#go(this.#beside(step), false);
      if (matches(event, `Shift+${key}`)) return () => this.#go(this.#beside(step), true);
    }
    for (const [key, step] of [["ArrowDown", 1], ["ArrowUp", -1]]) {
      if (matches(event, key)) return () => this.#go(this.#line(step), false);
      if (matches(event, `Shift+${key}`)) return () => this.#go(this.#line(step), true);
    }
    if (matches(event, "Home")) return () => this.#go(0, false);
    if (matches(event, "End")) return () => this.#go(this.#tokens.length - 1, false);
    if (matches(event, "Shift+Home")) return () => this.#go(0, true);
    if (matches(event, "Shift+End")) return () => this.#go(this.#tokens.length - 1, true);
    if (matches(event, "Mod+A")) return () => { this.#gap = null; this.#from = 0; this.#at = Math.max(0, this.#tokens.length - 1); this.#changed(); };
    if (matches(event, "C")) return () => this.#letterMode(!this.#isLetters);
    return null;
  }

  #go(index, isExtending) {
    if (index < 0 || index >= this.#tokens.length) return;
    this.#gap = null;
    this.#at = index;
    if (!isExtending) this.#from = index;
    this.#changed();
  }

  #changed() {
    this.#show();
    this.dispatchEvent(new Event("moved"));
  }

  #letterMode(isOn) {
    const { start } = this.selection;
    this.#isLetters = isOn;
    this.#tokens = (isOn ? letters : words)(this.text, this.lang);
    const index = this.#tokens.findIndex((token) => token.end > start);
    this.#at = this.#from = Math.max(0, index);
    this.#gap = null;
    this.draw(this.marks);
    this.dispatchEvent(new CustomEvent("mode", { detail: isOn ? "letters" : "words" }));
  }

  #show() {
    const [first, last] = [Math.min(this.#at, this.#from), Math.max(this.#at, this.#from)];
    this.#options.forEach((option, index) => {
      const isIn = this.#gap === null && index >= first && index <= last;
      option.setAttribute("aria-selected", String(isIn));
      option.classList.toggle("cursor", index === this.#at);
      option.classList.toggle("before-gap", this.#gap !== null && index === this.#at && this.#tokens[index].end > this.#gap);
      option.classList.toggle("after-gap", this.#gap !== null && index === this.#at && this.#tokens[index].end <= this.#gap);
    });
    const current = this.#options[this.#at];
    if (current) this.node.setAttribute("aria-activedescendant", current.id);
    else this.node.removeAttribute("aria-activedescendant");
  }

  // The neighbour on the screen: in mixed directions that is not always the neighbour in the text.
  #beside(step) {
    const lines = this.#lines();
    const line = lines.findIndex((one) => one.includes(this.#at));
    if (line < 0) return this.#at + (this.isRtl ? -step : step);
    const next = lines[line][lines[line].indexOf(this.#at) + step];
    if (next !== undefined) return next;
    const other = lines[line + (this.isRtl ? -step : step)];
    return other ? (step > 0 ? other[0] : other.at(-1)) : -1;
  }

  #line(step) {
    const lines = this.#lines();
    const line = lines.findIndex((one) => one.includes(this.#at));
    const other = lines[line + step];
    if (!other) return -1;
    const middle = (index) => { const box = this.#options[index].getClientRects()[0]; return box.left + box.width / 2; };
    const here = middle(this.#at);
    return other.reduce((best, index) => (Math.abs(middle(index) - here) < Math.abs(middle(best) - here) ? index : best), other[0]);
  }

  // Indexes by line from top to bottom, each from left to right.
  #lines() {
    const boxes = this.#options.map((option, index) => ({ index, box: option.getClientRects()[0] })).filter(({ box }) => box);
    const lines = [];
    for (const { index, box } of boxes) {
      const middle = box.top + box.height / 2;
      const line = lines.find((one) => Math.abs(one.middle - middle) < box.height / 2);
      if (line) line.found.push({ index, left: box.left });
      else lines.push({ middle, found: [{ index, left: box.left }] });
    }
    lines.sort((one, other) => one.middle - other.middle);
    return lines.map((line) => line.found.sort((one, other) => one.left - other.left).map((one) => one.index));
  }

  #down(event) {
    if (event.button !== 0) return;
    event.preventDefault();
    this.node.focus({ preventScroll: true });
    if (event.altKey && !this.#isLetters) this.#letterMode(true);
    const index = this.#under(event);
    if (index < 0) return;
    this.#dragging = true;
    this.node.setPointerCapture(event.pointerId);
    this.#go(index, event.shiftKey);
  }

  #moved(event) {
    if (!this.#dragging) return;
    const index = this.#under(event);
    if (index >= 0 && index !== this.#at) this.#go(index, true);
  }

  // The option under the pointer, else the nearest one.
  #under({ clientX, clientY }) {
    const far = (box) => Math.max(box.top - clientY, clientY - box.bottom, 0) * 100 + Math.max(box.left - clientX, clientX - box.right, 0);
    let [best, least] = [-1, Infinity];
    this.#options.forEach((option, index) => {
      for (const box of option.getClientRects()) {
        if (far(box) < least) [best, least] = [index, far(box)];
      }
    });
    return best;
  }
}
