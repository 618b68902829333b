// Names after an @ in a text box: a list under the box; arrows choose, Enter or Tab takes, Esc closes.

import { h } from "../lib/dom.js";
import { t } from "../lib/messages.js";

const LISTED = 8;

export class Completion {
  #field;
  #names;
  #start = null;
  #chosen = 0;
  list;

  constructor(field, names) {
    this.#field = field;
    this.#names = names;
    this.list = h("ul", { class: "completion", role: "listbox", id: `${field.id}-names`, "aria-label": t("Colleagues"), hidden: true });
    field.setAttribute("aria-autocomplete", "list");
    field.setAttribute("aria-controls", this.list.id);
    field.addEventListener("input", (event) => { if (!event.isComposing) this.#look(); });
    field.addEventListener("compositionend", () => this.#look());
    field.addEventListener("keydown", (event) => this.#key(event));
    field.addEventListener("blur", () => setTimeout(() => this.#close(), 150));
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("[role=option]");
      if (option) this.#take(option.textContent);
    });
  }

  // The @ before the caret, unless it is inside an address, and the names that go on as it does.
  #look() {
    const before = this.#field.value.slice(0, this.#field.selectionStart);
    const at = Math.max(before.lastIndexOf("@"), before.lastIndexOf("＠"));
    const begun = fold(before.slice(at + 1));
    const isName = at >= 0 && begun.length <= 40 && !/[A-Za-z0-9]$/.test(before.slice(0, at));
    const fitting = isName ? this.#names.filter((name) => fold(name).startsWith(begun) && fold(name) !== begun).slice(0, LISTED) : [];
    if (!fitting.length) return this.#close();
    this.#start = at;
    this.#chosen = 0;
    this.list.replaceChildren(...fitting.map((name, index) => h("li", { role: "option", id: `${this.list.id}-${index}` }, h("bdi", {}, name))));
    this.list.hidden = false;
    return this.#mark();
  }

  #key(event) {
    if (this.list.hidden || event.isComposing || event.keyCode === 229 || event.ctrlKey || event.metaKey || event.altKey) return;
    const { length } = this.list.children;
    const to = { ArrowDown: this.#chosen + 1, ArrowUp: this.#chosen - 1 + length }[event.key];
    if (to !== undefined) this.#chosen = to % length;
    else if (event.key === "Enter" || event.key === "Tab") this.#take(this.list.children[this.#chosen].textContent);
    else if (event.key === "Escape") this.#close();
    else return;
    event.preventDefault();
    event.stopPropagation();
    this.#mark();
  }

  #mark() {
    [...this.list.children].forEach((option, index) => option.setAttribute("aria-selected", String(index === this.#chosen)));
    if (this.list.hidden) this.#field.removeAttribute("aria-activedescendant");
    else this.#field.setAttribute("aria-activedescendant", `${this.list.id}-${this.#chosen}`);
  }

  #take(name) {
    const field = this.#field;
    field.setRangeText(`@${name} `, this.#start, field.selectionStart, "end");
    field.dispatchEvent(new Event("input", { bubbles: true }));
    this.#close();
  }

  #close() {
    this.list.hidden = true;
    this.#start = null;
    this.#field.removeAttribute("aria-activedescendant");
  }
}

const fold = (text) => text.normalize("NFKC").toLowerCase();
