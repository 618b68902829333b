// The bar below the list: where one is, what changed here, and a button for each tool; and the menu of a row.

import { length } from "../lib/codepoints.js";
import { h, icon } from "../lib/dom.js";
import { t } from "../lib/messages.js";
import { read, stateOf } from "./rows.js";

const graphemes = typeof Intl.Segmenter === "function" ? new Intl.Segmenter(undefined, { granularity: "grapheme" }) : null;
const LONGEST_COUNTED = 20_000;

export class Dock {
  #bench;
  #where = document.getElementById("where");
  #tools = document.getElementById("tools");
  #menu = document.getElementById("row-menu");
  #about = "";

  constructor(bench) {
    this.#bench = bench;
    this.#build();
    bench.grid.addEventListener("click", (event) => {
      const button = event.target.closest(".state-button");
      if (button) this.openMenu(button);
    });
    bench.grid.addEventListener("contextmenu", (event) => this.#contextMenu(event));
    this.#menu.addEventListener("keydown", (event) => this.#menuKey(event));
    this.#tools.addEventListener("keydown", (event) => this.#toolbarKey(event));
    this.#tools.addEventListener("pointerdown", (event) => event.preventDefault());
  }

  // The current segment in a few words; a message stays until the next thing happens.
  about(segment, text, summary = "") {
    const source = segment.source ? ` ${t("(source {n})", { n: count(segment.source) })}` : "";
    const parts = [t("{n} of {all}", { n: segment.position, all: this.#bench.filters.counts.all }), stateOf(segment)];
    if (segment.author && segment.state !== "todo") parts[1] += `, ${segment.author}`;
    parts.push(t("{n} characters", { n: count(text) }) + source, summary);
    this.#about = parts.filter(Boolean).join(" · ");
    this.#where.replaceChildren(this.#about);
    this.#where.title = this.#about;
    this.#marks();
  }

  tell(message, { canUndo = false, isRefusal = false } = {}) {
    const undo = h("button", { class: "link-btn", type: "button", onclick: () => this.#bench.structure.undo() }, t("Undo"));
    this.#where.replaceChildren(...[h("b", {}, message), canUndo ? " " : null, canUndo ? undo : null].filter(Boolean));
    this.#where.title = message;
    this.#where.classList.toggle("refusal", isRefusal);
  }

  openMenu(anchor) {
    const row = anchor.closest(".row") ?? this.#bench.current;
    if (!row) return;
    if (row !== this.#bench.editing.row) this.#bench.moving.keepPlace(row, () => this.#bench.moving.focusCell(row));
    const items = this.#bench.actions.filter((action) => action.menu).map((action) => this.#item(action));
    this.#menu.replaceChildren(h("p", { class: "menu-label" }, t("Segment {n}: {state}", { n: read(row).position, state: stateOf(read(row)) })), ...items);
    items[0].tabIndex = 0; // a menu that scrolls has something in it that Tab reaches
    this.#menu.showPopover();
    place(this.#menu, anchor);
    items[0].tabIndex = 0; // a long menu scrolls, and what scrolls has a stop for Tab
    items[0].focus();
  }

  #build() {
    const { actions } = this.#bench;
    const named = (id) => actions.find((action) => action.id === id);
    const plain = (id, level) => this.#button(named(id), `btn btn-quiet${level ? " secondary" : ""}`, level);
    const more = h("button", { class: "btn btn-quiet btn-icon", type: "button", "aria-haspopup": "menu", "aria-label": t("More actions"), title: t("More actions") }, icon("more"));
    more.addEventListener("click", () => this.openMenu(more));
    const confirm = named("confirm") ? this.#button(named("confirm"), "btn btn-primary", 0) : null;
    this.#tools.replaceChildren(
      ...["previous", "next"].map((id) => this.#iconButton(named(id))), h("span", { class: "divider" }),
      ...actions.filter((action) => action.dock).map((action) => plain(action.id, action.dock)),
      more, this.#iconButton(named("keys"), "secondary"), ...[confirm].filter(Boolean));
    this.#tools.querySelectorAll("button").forEach((button, index) => { button.tabIndex = index === 0 ? 0 : -1; });
    this.#rove(confirm ?? more);
  }

  #button(action, className, level) {
    const key = action.keys[0] && !level ? h("kbd", {}, this.#bench.keyboard.name(action.keys[0])) : null;
    return this.#wired(action, h("button", { class: className, type: "button", "data-action": action.id },
      icon(action.icon), h("span", { class: level ? `label-${level}` : "" }, action.short ?? action.label), key));
  }

  #iconButton(action, more = "") {
    return this.#wired(action, h("button", { class: `btn btn-quiet btn-icon ${more}`, type: "button", "data-action": action.id }, icon(action.icon)));
  }

  #wired(action, button) {
    const keys = action.keys.map((chord) => this.#bench.keyboard.name(chord)).join(", ");
    button.title = keys ? `${action.hint} (${keys})` : action.hint;
    button.setAttribute("aria-label", action.short ?? action.label);
    button.addEventListener("click", () => action.run());
    return button;
  }

  #item(action) {
    const key = action.keys[0] ? h("kbd", {}, this.#bench.keyboard.name(action.keys[0])) : null;
    const item = h("button", { class: "menu-item", type: "button", role: action.isOn ? "menuitemcheckbox" : "menuitem", tabindex: -1, "aria-checked": action.isOn ? String(action.isOn()) : null },
      icon(action.icon), action.label, key);
    item.addEventListener("click", () => { this.#menu.hidePopover(); this.#bench.backToRow(); action.run(); });
    return item;
  }

  #marks() {
    for (const action of this.#bench.actions) {
      if (action.isOn) this.#tools.querySelector(`[data-action="${action.id}"]`)?.setAttribute("aria-pressed", String(action.isOn()));
    }
  }

  #contextMenu(event) {
    const number = event.target.closest(".cell.number, .cell.state");
    if (!number || number.closest(".head")) return;
    event.preventDefault();
    this.openMenu(number);
  }

  #menuKey(event) {
    const items = [...this.#menu.querySelectorAll(".menu-item")];
    const at = items.indexOf(document.activeElement);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      items[to % items.length].focus();
    }
    if (event.key === "Tab") this.#menu.hidePopover();
    if (event.key === "Escape") { event.stopPropagation(); this.#menu.hidePopover(); this.#bench.backToRow(); }
  }

  // One stop for Tab; arrows move inside.
  #toolbarKey(event) {
    const buttons = [...this.#tools.querySelectorAll("button")].filter((button) => button.offsetParent !== null);
    const at = buttons.indexOf(document.activeElement);
    const by = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const to = event.key === "Home" ? 0 : event.key === "End" ? buttons.length - 1 : by && (at + by + buttons.length) % buttons.length;
    if (to === undefined || Number.isNaN(to) || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    this.#rove(buttons[to]);
    buttons[to].focus();
  }

  #rove(to) {
    this.#tools.querySelectorAll("button").forEach((button) => { button.tabIndex = button === to ? 0 : -1; });
  }
}

// What a reader counts as characters; code points where the text is very long.
function count(text) {
  return graphemes && text.length < LONGEST_COUNTED ? [...graphemes.segment(text)].length : length(text);
}

function place(menu, anchor) {
  const box = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const left = Math.max(8, Math.min(box.right - width, innerWidth - width - 8));
  const below = box.bottom + 6 + height <= innerHeight;
  menu.style.left = `${left}px`;
  menu.style.top = `${Math.max(8, below ? box.bottom + 6 : box.top - height - 6)}px`;
}
