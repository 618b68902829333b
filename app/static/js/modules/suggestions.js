// Alt+Enter in a segment: other wordings that are known for it, in a list. One is taken as one step of undo; nothing is
// ever taken by itself.

import { h, hidden } from "../lib/dom.js";
import { t } from "../lib/messages.js";
import { isComposing } from "./keyboard.js";
import { compare, marked } from "./marking.js";
import { sameText } from "./rows.js";

export class Suggestions {
  #bench;
  #list = document.getElementById("suggestions");
  #found = [];
  #at = 0;

  constructor(bench) {
    this.#bench = bench;
    this.#list.addEventListener("keydown", (event) => this.#pressed(event));
    this.#list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.#take([...this.#list.children].indexOf(option));
    });
    this.#list.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  open() {
    const { row, entry, segment } = this.#bench.editing;
    if (!entry) return undefined;
    this.#found = known(row, segment, this.#bench.system).filter(({ text }) => !sameText(text, entry.value));
    if (!this.#found.length) return this.#bench.say(t("No other wording is known for this sentence."));
    this.#list.replaceChildren(...this.#found.map((one, index) => option(one, index, entry)));
    this.#list.showPopover();
    place(this.#list, entry);
    this.#choose(0);
    return this.#list.focus({ preventScroll: true });
  }

  #choose(at) {
    this.#at = (at + this.#found.length) % this.#found.length;
    [...this.#list.children].forEach((one, index) => one.setAttribute("aria-selected", String(index === this.#at)));
    this.#list.setAttribute("aria-activedescendant", `suggestion-${this.#at}`);
    this.#list.children[this.#at].scrollIntoView({ block: "nearest" });
  }

  #pressed(event) {
    if (isComposing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    const number = /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : null;
    const acts = {
      ArrowDown: () => this.#choose(this.#at + 1), ArrowUp: () => this.#choose(this.#at - 1),
      Home: () => this.#choose(0), End: () => this.#choose(-1),
      Enter: () => this.#take(this.#at), Escape: () => this.#close(), Tab: () => this.#close(),
    };
    const act = number === null ? acts[event.key] : number < this.#found.length ? () => this.#take(number) : null;
    if (!act) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  }

  #take(index) {
    const { text, words } = this.#found[index];
    this.#close();
    this.#bench.editing.apply(text);
    this.#bench.say(t("{what} stands here now. Press Control Z to undo.", { what: words }));
  }

  #close() {
    this.#list.hidePopover();
    this.#bench.editing.entry?.focus({ preventScroll: true });
  }
}

// The reviewer's wording first, then what other systems made of the sentence, then the machine text.
function known(row, segment, system) {
  const wording = row.querySelector(".sent-back-card [data-wording]")?.dataset.wording;
  const others = (segment.candidates ?? []).filter((one) => one.system !== system && one.text);
  const all = [
    ...(wording === undefined ? [] : [{ words: t("The reviewer's wording"), text: wording }]),
    ...others.map((one) => ({ words: one.system.startsWith("hidden:") ? t("Another system") : one.system, text: one.text })),
    ...(segment.machine ? [{ words: t("Machine text"), text: segment.machine }] : []),
  ];
  return all.filter(({ text }, index) => all.findIndex((other) => sameText(other.text, text)) === index).slice(0, 9);
}

function option({ words, text }, index, entry) {
  const { pieces, summary } = compare(entry.value, text, entry.lang);
  return h("div", { class: "suggestion", role: "option", id: `suggestion-${index}`, "aria-selected": "false" },
    h("p", { class: "suggestion-head" }, h("kbd", { "aria-hidden": "true" }, String(index + 1)), " ", h("bdi", {}, words)),
    h("p", { class: "suggestion-text", lang: entry.lang, dir: entry.dir }, hidden(`${summary} `), marked(pieces, "old", { isSpoken: false })));
}

function place(list, entry) {
  const box = entry.getBoundingClientRect();
  list.style.inlineSize = `${Math.min(Math.max(280, box.width), innerWidth - 16)}px`;
  const { width, height } = list.getBoundingClientRect();
  const isBelow = box.bottom + 4 + height <= innerHeight;
  list.style.left = `${Math.max(8, Math.min(box.left, innerWidth - width - 8))}px`;
  list.style.top = `${Math.max(8, isBelow ? box.bottom + 4 : box.top - height - 4)}px`;
}
