// The sheet of keys for this platform, and the small question for a number.

import { h, icon } from "../lib/dom.js";
import { t } from "../lib/messages.js";
import { clashesOf, groups } from "./actions.js";

export class Help {
  #bench;
  #sheet = document.getElementById("sheet");

  constructor(bench) {
    this.#bench = bench;
    this.#sheet.addEventListener("close", () => bench.backToRow());
    this.#sheet.addEventListener("click", (event) => { if (event.target === this.#sheet) this.#sheet.close(); });
  }

  open() {
    const search = h("input", { class: "input", type: "text", role: "searchbox", "aria-label": t("Search keys"), placeholder: t("Search keys") });
    const list = h("div", { class: "keys" }, ...groups().map(([group, title]) => this.#group(group, title)), this.#grid());
    search.addEventListener("input", () => filter(list, search.value));
    this.#show(t("All keys"), search, list);
  }

  askNumber() {
    const field = h("input", { class: "input", type: "number", min: 1, max: this.#bench.filters.counts.all, inputmode: "numeric", id: "to-number" });
    const go = () => { const number = Number(field.value); this.#sheet.close(); if (number) this.#bench.moving.toNumber(number); };
    field.addEventListener("keydown", (event) => { if (event.key === "Enter" && !event.isComposing) { event.preventDefault(); go(); } });
    this.#show(t("Go to number"), h("div", { class: "row-of" }, h("label", { for: "to-number" }, t("Number of the segment")), field,
      h("button", { class: "btn btn-primary", type: "button", onclick: go }, t("Go"))));
  }

  #show(title, ...content) {
    const close = h("button", { class: "btn btn-quiet btn-icon", type: "button", "aria-label": t("Close"), onclick: () => this.#sheet.close() }, icon("close"));
    this.#sheet.setAttribute("aria-label", title);
    this.#sheet.replaceChildren(h("div", { class: "sheet-head" }, h("h2", {}, title), close), h("div", { class: "sheet-body stack" }, ...content));
    if (!this.#sheet.open) this.#sheet.showModal();
    this.#sheet.querySelector("input")?.focus();
  }

  #group(group, title) {
    const listed = this.#bench.actions.filter((action) => action.group === group && action.keys.length);
    const clashes = clashesOf(this.#bench.actions);
    return h("section", {}, h("h3", {}, title), h("dl", {}, ...listed.map((action) => line(action.hint, action.keys.map((chord) => this.#bench.keyboard.name(chord)), clashes.get(action.id)))));
  }

  #grid() {
    return h("section", {}, h("h3", {}, t("Moving in the list")), h("dl", {},
      line(t("Row up, row down"), ["↑", "↓", "K", "J"]), line(t("Cell left, cell right"), ["←", "→"]),
      line(t("First and last cell"), ["Home", "End"]), line(t("One screen"), ["PageUp", "PageDown"])));
  }
}

const line = (words, keys, others) => h("div", {}, h("dd", {}, ...keys.flatMap((key) => [h("kbd", {}, key), " "])), h("dt", {}, words,
  others ? h("span", { class: "clash" }, " ", t("also: {others}", { others: others.join(", ") })) : null));

function filter(list, wanted) {
  const needle = wanted.trim().toLowerCase();
  for (const each of list.querySelectorAll("dl > div")) each.hidden = !each.textContent.toLowerCase().includes(needle);
  for (const section of list.querySelectorAll("section")) section.hidden = !section.querySelector("dl > div:not([hidden])");
}
