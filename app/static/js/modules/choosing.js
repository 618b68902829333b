// Several rows at once: Space selects, Shift with the arrows extends; confirming and leaving out act on all of them.

import { t, tn } from "../lib/messages.js";
import { read } from "./rows.js";

export class Choosing {
  #bench;

  constructor(bench) {
    this.#bench = bench;
    bench.grid.setAttribute("aria-multiselectable", "true");
    bench.grid.addEventListener("keydown", (event) => { if (event.key === "Escape" && this.rows.length && event.target.matches(".cell")) this.clear(); });
  }

  get rows() { return this.#bench.rows().filter(isSelected); }

  // A command acts on the selection only outside text.
  get isMany() { return !this.#bench.editing.row && this.rows.length > 0; }

  toggle(row = this.#bench.current) {
    if (!row) return;
    mark(row, !isSelected(row));
    this.#tell();
  }

  // Going back over selected rows takes them out again.
  extend(by) {
    const { current, moving } = this.#bench;
    const rows = this.#bench.rows();
    const next = rows[rows.indexOf(current) + by];
    if (!next) return;
    mark(current, !(isSelected(current) && isSelected(next)));
    mark(next, true);
    moving.focusCell(next);
    this.#tell();
  }

  clear() {
    for (const row of this.rows) mark(row, false);
    this.#tell();
  }

  async confirm() {
    const { rows } = this;
    if (await this.#act("confirm", rows)) await this.#bench.moving.nextTodo(rows.at(-1));
  }

  leaveOut() {
    const { rows } = this;
    return this.#act("leave-out", rows, { left_out: rows.some((row) => !read(row).left_out) });
  }

  async #act(path, rows, values = {}) {
    const isDone = await this.#bench.structure.many(rows, path, values);
    if (isDone) for (const row of rows) mark(row, false);
    return isDone;
  }

  #tell() {
    const n = this.rows.length;
    const words = n ? tn("{n} segment selected", "{n} segments selected", n) : t("No row is selected.");
    this.#bench.dock.tell(words);
    this.#bench.announcer.sayLater(words, 300);
  }
}

const isSelected = (row) => row.getAttribute("aria-selected") === "true";

function mark(row, isOn) {
  if (isOn) row.setAttribute("aria-selected", "true");
  else row.removeAttribute("aria-selected");
}
