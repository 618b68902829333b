// Who is in which segment: said to the server while others work here too, shown beside the number of the row.

import { request } from "../lib/api.js";
import { h } from "../lib/dom.js";
import { t } from "../lib/messages.js";
import { read } from "./rows.js";

const SETTLED = 400; // passing through rows is not being there
const AGAIN = 12_000;

export class Presence {
  #bench;
  #said = null;
  #later = null;
  #shown = "";

  constructor(bench, { isShared }) {
    this.#bench = bench;
    bench.grid.addEventListener("focusin", ({ target }) => { if (target.matches(".entry")) describe(target.closest(".row")); });
    if (!isShared) return;
    bench.grid.addEventListener("focusin", () => this.#soon());
    setInterval(() => { if (document.visibilityState === "visible") this.#say(); }, AGAIN);
    addEventListener("pagehide", () => this.#leave());
    document.addEventListener("visibilitychange", () => (document.visibilityState === "hidden" ? this.#leave() : this.#soon()));
  }

  // present: [{person_id, name, segment_id}], without oneself.
  show(present) {
    const shown = JSON.stringify(present);
    if (shown === this.#shown && !present.some(({ segment_id: id }) => this.#isMissing(id))) return;
    this.#shown = shown;
    for (const sign of this.#bench.grid.querySelectorAll(".here")) this.#clear(sign);
    const rows = Map.groupBy(present, ({ segment_id: id }) => id);
    for (const [id, people] of rows) {
      const row = this.#bench.row(id);
      if (row) this.#draw(row, people.map(({ name }) => name));
    }
  }

  #isMissing(id) { return this.#bench.row(id) && !this.#bench.row(id).querySelector(".here"); }

  #draw(row, names) {
    const { id } = read(row);
    const words = names.map((name) => t("{name} is here.", { name })).join(" ");
    row.querySelector(".cell.number").append(h("span", { class: "here", title: words },
      ...names.map((name) => h("span", { class: "avatar", "aria-hidden": "true" }, initials(name))),
      h("span", { class: "vh", id: `here-${id}` }, words)));
    describe(row);
  }

  #clear(sign) {
    const row = sign.closest(".row");
    sign.remove();
    describe(row);
  }

  #soon() {
    clearTimeout(this.#later);
    this.#later = setTimeout(() => {
      const { current } = this.#bench;
      if (current && read(current).id !== this.#said) this.#say();
    }, SETTLED);
  }

  #say() {
    const { current } = this.#bench;
    if (!current) return;
    this.#said = read(current).id;
    this.#send(this.#said);
  }

  #leave() {
    clearTimeout(this.#later);
    if (this.#said !== null) this.#send(null, { keepalive: true });
    this.#said = null;
  }

  #send(segment, options = {}) {
    request("POST", `/documents/${this.#bench.id}/presence`, { segment_id: segment }, options).catch(() => {});
  }
}

// The box's description says who is here, too.
function describe(row) {
  const { id } = read(row);
  row.querySelector(".entry")?.setAttribute("aria-describedby", row.querySelector(".here") ? `about-${id} here-${id}` : `about-${id}`);
}

// As the account menu writes it.
const initials = (name) => [...name].slice(0, 2).join("");
