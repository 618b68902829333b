// How the workbench looks: layout, text size, font, width, density, differences, theme. Applied at once, kept with the person.

import { h } from "../lib/dom.js";
import { USUAL, wear } from "../lib/looks.js";
import { t } from "../lib/messages.js";
import { prefer, preferences } from "../lib/preferences.js";
import { isHeard } from "./marking.js";
import { read, redraw } from "./rows.js";

const SMALLEST = 15;
const LARGEST = 22;

const choices = () => ({
  view: { title: t("Layout"), values: [["columns", t("Columns")], ["compact", t("Compact")], ["stacked", t("Stacked")], ["text", t("Text only")], ["read", t("Reading")]] },
  font: { title: t("Reading font"), values: [["sans", t("Sans serif")], ["serif", t("Serif")]] },
  width: { title: t("Width of the text"), values: [["narrow", t("Narrow")], ["normal", t("Usual")], ["wide", t("Wide")]] },
  density: { title: t("Density"), values: [["compact", t("Compact")], ["normal", t("Comfortable")], ["airy", t("Roomy")]] },
  difference: { title: t("Differences"), values: [["inline", t("By word")], ["characters", t("By character")], ["lines", t("Two lines")], ["off", t("Off")]] },
  theme: { title: t("Theme"), values: [["system", t("Same as the system")], ["light", t("Light")], ["dark", t("Dark")], ["contrast", t("High contrast")]] },
});

export class View {
  #bench;
  #root = document.documentElement;
  #popover = document.getElementById("view-menu");
  #button = document.getElementById("view-button");

  constructor(bench) {
    this.#bench = bench;
    this.#button?.addEventListener("click", () => this.toggle());
    this.#popover.addEventListener("change", (event) => this.#chosen(event.target));
    this.#popover.addEventListener("keydown", (event) => this.#key(event));
    this.#popover.addEventListener("toggle", (event) => this.#button?.setAttribute("aria-expanded", String(event.newState === "open")));
    bench.grid.addEventListener("input", () => this.fit());
    bench.grid.addEventListener("compositionend", () => this.fit());
    new ResizeObserver(() => this.fit()).observe(bench.grid);
  }

  get isReading() { return this.#root.dataset.view === "read"; }

  toggle() {
    if (this.#popover.matches(":popover-open")) return this.#close();
    this.#popover.replaceChildren(h("h2", { class: "menu-label" }, t("View")), ...Object.entries(choices()).map(([name, choice]) => this.#group(name, choice)));
    this.#popover.children[1].after(this.#size());
    this.#popover.showPopover();
    this.#popover.querySelector("input:checked").focus();
    return undefined;
  }

  // D in the list: the next way of showing what changed.
  nextDifference() {
    const { values, title } = choices().difference;
    const at = values.findIndex(([value]) => value === this.#now("difference"));
    const [value, words] = values[(at + 1) % values.length];
    this.choose("difference", value);
    this.#tell(`${title}: ${words}`);
  }

  choose(name, value) {
    const { current, moving } = this.#bench;
    const apply = () => this.#apply(name, value);
    if (current) moving.keepPlace(current, apply);
    else apply();
    preferences[name] = value;
    prefer({ [name]: value === USUAL[name] ? null : value }).then((refusal) => { if (refusal) this.#bench.dock.tell(refusal, { isRefusal: true }); });
  }

  resize(by) {
    const size = Math.min(LARGEST, Math.max(SMALLEST, preferences.text_size + by));
    this.choose("text_size", size);
    this.#tell(t("Text size {n}", { n: size }));
  }

  // In running prose the box lies over its sentence, from the middle of one line to the middle of another.
  fit() {
    const { row, entry } = this.#bench.editing;
    if (!entry) return;
    if (this.isReading) layOver(entry, row);
    else entry.removeAttribute("style");
  }

  #apply(name, value) {
    wear(name, value);
    if (name === "difference") this.#redraw(value);
    this.fit();
  }

  #redraw(value) {
    preferences.difference = value;
    for (const row of this.#bench.rows()) {
      if (row === this.#bench.editing.row) this.#bench.editing.refresh(row);
      else if (row.classList.contains("changed")) redraw(row, this.#bench.saving.textOf(read(row)));
    }
  }

  #now(name) { return preferences[name] ?? USUAL[name]; }

  #group(name, { title, values }) {
    const option = ([value, words]) => h("label", { class: "option" }, h("input", { type: "radio", name: `view-${name}`, value, "data-name": name, checked: value === this.#now(name) }), h("span", {}, words));
    return h("fieldset", { class: "options" }, h("legend", { class: "menu-label" }, title), ...values.map(option));
  }

  #size() {
    const shown = h("output", {}, String(this.#now("text_size")));
    const step = (by, words, sign) => h("button", { class: "btn btn-icon", type: "button", "aria-label": words, title: words, onclick: () => { this.resize(by); shown.textContent = String(this.#now("text_size")); } }, sign);
    return h("div", { class: "options size", role: "group", "aria-label": t("Text size") }, h("span", { class: "menu-label" }, t("Text size")), step(-1, t("Smaller"), "−"), shown, step(1, t("Larger"), "+"));
  }

  #chosen({ dataset: { name }, value }) {
    if (name) this.choose(name, value);
  }

  #key(event) {
    if (event.key !== "Escape") return;
    event.preventDefault();
    event.stopPropagation();
    this.#close();
  }

  #close() {
    const hadFocus = this.#popover.contains(document.activeElement);
    this.#popover.hidePopover();
    if (hadFocus) this.#bench.backToRow();
  }

  #tell(words) {
    this.#bench.dock.tell(words);
    this.#bench.announcer.say(words);
  }
}

// The box takes the lines of its sentence; what belongs to its neighbours on the first and last line is cut out of it.
function layOver(entry, row) {
  const shown = row.querySelector(".shown");
  const list = row.parentElement.getBoundingClientRect();
  const lines = linesOf(shown);
  if (!lines.length) return;
  const [first, last] = [lines[0], lines.at(-1)];
  const isReversed = getComputedStyle(shown).direction === "rtl";
  const lineHeight = parseFloat(getComputedStyle(shown).lineHeight);
  const middle = (first.top + first.bottom) / 2;
  const top = middle - lineHeight / 2;
  const bottom = (last.top + last.bottom) / 2 + lineHeight / 2;
  const indent = isReversed ? list.right - first.right : first.left - list.left;
  const x = (value) => `${value - list.left}px`;
  const y = (value) => `${value - top}px`;
  const [start, end] = isReversed ? [list.right, list.left] : [list.left, list.right];
  const [from, to] = isReversed ? [first.right, last.left] : [first.left, last.right];
  const corners = lines.length === 1
    ? [[from, top], [to, top], [to, bottom], [from, bottom]]
    : [[from, top], [end, top], [end, bottom - lineHeight], [to, bottom - lineHeight], [to, bottom], [start, bottom], [start, top + lineHeight], [from, top + lineHeight]];
  Object.assign(entry.style, {
    inset: "auto", left: "0", top: `${top - list.top}px`, width: `${list.width}px`, height: `${bottom - top}px`, padding: "0",
    textIndent: `${indent}px`, clipPath: `polygon(${corners.map(([left, up]) => `${x(left)} ${y(up)}`).join(", ")})`,
  });
}

// One box for each line of what is seen.
function linesOf(shown) {
  const lines = [];
  const walker = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    if (isHeard(walker.currentNode.parentElement)) continue;
    const range = document.createRange();
    range.selectNodeContents(walker.currentNode);
    for (const box of range.getClientRects()) {
      const line = lines.at(-1);
      if (line && Math.abs((line.top + line.bottom) / 2 - (box.top + box.bottom) / 2) < box.height / 2) {
        Object.assign(line, { left: Math.min(line.left, box.left), right: Math.max(line.right, box.right) });
      } else lines.push({ left: box.left, right: box.right, top: box.top, bottom: box.bottom });
    }
  }
  return lines;
}
