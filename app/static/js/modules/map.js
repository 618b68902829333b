// The whole document at the right edge: a mark for each segment or stretch by its state; a click goes there. Eyes only.

import { request } from "../lib/api.js";
import { h } from "../lib/dom.js";
import { read } from "./rows.js";

const WAIT = 1500;
const WIDE = matchMedia("(min-width: 1200px)");

export class DocumentMap {
  #bench;
  #node = document.getElementById("map");
  #marks = [];
  #later = null;

  constructor(bench) {
    this.#bench = bench;
    this.#node.addEventListener("click", (event) => this.#clicked(event));
    bench.saving.addEventListener("saved", () => this.soon());
    WIDE.addEventListener("change", () => this.soon(0));
    this.soon(0);
  }

  soon(wait = WAIT) {
    clearTimeout(this.#later);
    if (WIDE.matches) this.#later = setTimeout(() => this.#load(), wait);
  }

  // Where one is.
  show(row) {
    const position = row ? read(row).position : 0;
    const at = this.#marks.findLastIndex((mark) => mark.position <= position);
    for (const mark of this.#node.querySelectorAll(".now")) mark.classList.remove("now");
    this.#node.children[at]?.classList.add("now");
  }

  async #load() {
    const { status, body } = await request("GET", `/documents/${this.#bench.id}/map`).catch(() => ({ status: 0 }));
    if (status !== 200) return;
    this.#marks = body.marks;
    this.#node.replaceChildren(...this.#marks.map(({ state }) => h("i", { "data-shown": state })));
    this.show(this.#bench.current);
  }

  #clicked(event) {
    const mark = this.#marks[[...this.#node.children].indexOf(event.target)];
    if (mark) this.#bench.moving.toNumber(mark.position);
  }
}
