// Moving between segments: next, previous, next to-do, grid keys, pages, places to come back to. Moving never waits for a save.

import { fragment, request } from "../lib/api.js";
import { h } from "../lib/dom.js";
import { t, tn } from "../lib/messages.js";
import { preferences } from "../lib/preferences.js";
import { read } from "./rows.js";

const TOP = 0.25;
const BOTTOM = 0.6;
const PREFETCH_AT = 0.75;

export class Moving {
  #bench;
  #prefetched = null;
  #pager = document.getElementById("pager");

  constructor(bench) {
    this.#bench = bench;
    bench.grid.addEventListener("keydown", (event) => this.#gridKey(event));
    bench.grid.addEventListener("focusin", (event) => this.#focused(event));
    this.showPager();
  }

  get page() { return Number(this.#bench.body.dataset.page); }
  get pages() { return Number(this.#bench.body.dataset.pages); }

  // Opening a document: the segment of the address, else where work stopped last time, else the first to-do.
  async start() {
    const id = Number(location.hash.match(/^#s-(\d+)$/)?.[1]);
    if (id && (await this.toSegment(id))) return;
    const last = new URLSearchParams(location.search).has("page") || this.#bench.filters.current !== "all" ? null : remembered(this.#bench.id);
    if (last && (await this.toSegment(last))) return;
    if (this.#bench.rows().length === 0) return;
    const first = this.#bench.rows().find((row) => this.#isTodo(row)) ?? this.#bench.rows().find((row) => this.#isUnconfirmed(row));
    if (first) this.open(first);
    else if (!(await this.#elsewhere(null))) this.#done();
  }

  // By keyboard the row is brought to a comfortable height; at least two rows that follow stay in view.
  open(row, options = {}) {
    this.#bench.editing.open(row, options);
    this.scrollTo(row);
    this.#prefetch(row);
  }

  next() { return this.#step(1); }
  previous() { return this.#step(-1); }

  // In the filter and order of the page; wraps once; edited ones come after all that were never touched.
  async nextTodo(from = this.#bench.current) {
    const rows = this.#bench.rows();
    const after = rows.slice(rows.indexOf(from) + 1);
    const next = after.find((row) => this.#isTodo(row));
    if (next) return this.open(next);
    if (await this.#onNextPage()) return undefined;
    if (this.pages > 1 && (await this.#elsewhere(read(from)))) return undefined;
    const wrapped = rows.find((row) => row !== from && this.#isTodo(row)) ?? rows.find((row) => this.#isUnconfirmed(row));
    if (!wrapped) return this.#done();
    this.open(wrapped);
    return this.#bench.say(t("Continuing from the top."));
  }

  async toSegment(id) {
    if (!this.#bench.row(id)) await this.#load(this.#bench.filters.path({ segment: id })).catch(() => null);
    const row = this.#bench.row(id);
    if (row) this.open(row);
    return Boolean(row);
  }

  async toNumber(number) {
    const row = this.#bench.rows().find((other) => read(other).position === number);
    if (row) return this.open(row);
    const { body } = await request("GET", `/documents/${this.#bench.id}/segments?limit=1&after=${number - 1}`);
    const found = body.segments?.[0];
    if (!found) return this.#bench.say(t("There is no segment {n}.", { n: number }));
    if (this.#bench.filters.current !== "all") await this.#bench.filters.choose("all", { isQuiet: true });
    return this.toSegment(found.id);
  }

  // Another page of the same filter. `edge` says which row to open there: "first", "last" or none.
  async turn(page, edge = "first") {
    if (page < 1 || page > this.pages) return false;
    const ready = this.#prefetched?.page === page ? this.#prefetched.content : null;
    this.#prefetched = null;
    await this.#load(this.#bench.filters.path({ page }), ready);
    const rows = this.#bench.rows();
    const row = edge === "last" ? rows.at(-1) : rows[0];
    if (row && edge) this.open(row);
    return true;
  }

  // The first or last row of all pages of the list.
  async toEdge(edge) {
    const page = edge === "first" ? 1 : this.pages;
    if (page !== this.page) await this.turn(page, "");
    const row = edge === "first" ? this.#bench.rows()[0] : this.#bench.rows().at(-1);
    if (row) this.focusCell(row);
  }

  focusCell(row, cell = row.querySelector(".cell.target")) {
    this.#bench.editing.leave();
    this.#bench.setCurrent(row);
    cell.focus({ preventScroll: true });
    cell.scrollIntoView({ block: "nearest" });
  }

  leaveToList() {
    const { current } = this.#bench;
    if (current) this.focusCell(current);
  }

  scrollTo(row) {
    const { top, bottom } = row.getBoundingClientRect();
    const height = innerHeight;
    if (bottom > height * BOTTOM) scrollBy({ top: Math.min(bottom - height * BOTTOM, top - height * TOP), behavior: "instant" });
    else if (top < height * TOP) scrollBy({ top: top - height * TOP, behavior: "instant" });
  }

  // By mouse the row stays where it is, whatever closes above it.
  keepPlace(row, act) {
    const root = document.documentElement;
    // The browser would keep another row in its place as well.
    root.style.overflowAnchor = "none";
    const before = row.getBoundingClientRect().top;
    act();
    const moved = row.getBoundingClientRect().top - before;
    if (Math.abs(moved) > 0.5) scrollBy({ top: moved, behavior: "instant" });
    requestAnimationFrame(() => requestAnimationFrame(() => { root.style.overflowAnchor = ""; }));
  }

  showPager() {
    const { pages, page } = this;
    this.#pager.hidden = pages < 2;
    if (pages < 2) return;
    const turnTo = (to) => (event) => { event.preventDefault(); this.turn(to); };
    const link = (to, words) => h("a", { class: "btn", href: this.#bench.filters.address({ page: to }), onclick: turnTo(to), "aria-disabled": to < 1 || to > pages ? "true" : null }, words);
    const input = h("input", { class: "input", type: "number", min: 1, max: pages, value: page, "aria-label": t("Page") });
    input.addEventListener("change", () => this.turn(Number(input.value)));
    this.#pager.replaceChildren(link(page - 1, t("Previous page")), input, h("span", {}, t("of {n} pages", { n: pages })), link(page + 1, t("Next page")));
  }

  #isTodo(row) { return isOpen(row) && ["todo", "sent_back"].includes(read(row).state); }
  #isUnconfirmed(row) { return isOpen(row) && !["confirmed", "approved"].includes(read(row).state); }

  async #step(by) {
    const rows = this.#bench.rows();
    const at = rows.indexOf(this.#bench.current);
    const row = rows[at + by];
    if (row) return this.open(row);
    const isTurned = await this.turn(this.page + by, by > 0 ? "first" : "last");
    if (!isTurned) this.#bench.say(by > 0 ? t("This is the last segment.") : t("This is the first segment."));
    return undefined;
  }

  // The next page was fetched ahead: a to-do on it needs no answer from the server. Pages of a filter, and of
  // another order, move with every confirmed segment, so that the server is asked there.
  async #onNextPage() {
    const { current, order } = this.#bench.filters;
    const { page, content } = (current === "all" && order === "document" && this.#prefetched) || {};
    const rows = page === this.page + 1 ? [...(content?.querySelectorAll("#rows .row") ?? [])] : [];
    const next = rows.find((row) => this.#isTodo(row) && !this.#bench.saving.pending(read(row).id));
    if (!next) return false;
    await this.turn(page, "");
    const row = this.#bench.row(read(next).id);
    if (row) this.open(row);
    return Boolean(row);
  }

  // The next to-do on other pages: after this segment first, then from the top, in the order of the list.
  async #elsewhere(segment) {
    if (this.pages < 2) return false;
    const here = new Set(this.#bench.rows().map((row) => read(row).id));
    const { order } = this.#bench.filters;
    const search = async (state, after) => {
      const { body } = await request("GET", `/documents/${this.#bench.id}/segments?state=${state}&sort=${order}&limit=200&after=${after}`);
      return body.segments?.find((one) => !here.has(one.id) && !this.#bench.saving.pending(one.id) && !one.locked);
    };
    const later = segment && (await search("todo", order === "document" ? segment.position : this.#anchor(segment)));
    const found = later || (await search("todo", 0)) || (await search("edited", 0));
    if (!found) return false;
    const isThere = await this.toSegment(found.id);
    if (segment && !later) this.#bench.say(t("Continuing from the top."));
    return isThere;
  }

  // Where the list goes on in another order. What was just changed may belong elsewhere in it by now.
  #anchor(segment) {
    const ids = this.#bench.rows().map((row) => read(row).id).filter((id) => id !== segment.id);
    return ids.at(-1) ?? 0;
  }

  #done() {
    this.#bench.editing.leave();
    this.#bench.filters.showDone();
  }

  async #load(path, content = null) {
    const loaded = content ?? (await fragment(path));
    const body = loaded?.querySelector("#rows");
    if (body) this.#bench.swapRows(body);
  }

  async #prefetch(row) {
    const rows = this.#bench.rows();
    const page = this.page + 1;
    if (page > this.pages || rows.indexOf(row) < rows.length * PREFETCH_AT || this.#prefetched?.page === page) return;
    this.#prefetched = { page, content: null };
    const content = await fragment(this.#bench.filters.path({ page })).catch(() => null);
    if (this.#prefetched?.page === page) this.#prefetched = content ? { page, content } : null;
  }

  #focused(event) {
    const row = event.target.closest(".row:not(.head)");
    if (!row) return;
    this.#bench.setCurrent(row, event.target.closest(".cell"));
    this.#prefetch(row);
  }

  #gridKey(event) {
    const cell = event.target.closest?.(".cell");
    if (!cell || event.target.matches(".entry, textarea, input") || event.isComposing || event.ctrlKey || event.metaKey && !event.key.startsWith("Arrow") || event.altKey || event.shiftKey) return;
    if (event.key.length === 1 && !preferences.single_keys) return;
    const target = this.#target(event.key, cell);
    if (target === undefined) return;
    event.preventDefault();
    if (target) this.focusCell(target.closest(".row"), target);
  }

  #target(key, cell) {
    const row = cell.closest(".row");
    const cells = visibleCells(row);
    const at = cells.indexOf(cell);
    const isReversed = getComputedStyle(row).direction === "rtl";
    const sideways = { ArrowRight: isReversed ? -1 : 1, ArrowLeft: isReversed ? 1 : -1 }[key];
    if (sideways) return cells[at + sideways] ?? null;
    if (key === "Home") return cells[0];
    if (key === "End") return cells.at(-1);
    const rows = this.#bench.rows();
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1, PageDown: this.#screen(), PageUp: -this.#screen() }[key.length === 1 ? key.toLowerCase() : key];
    if (step === undefined) return undefined;
    const to = rows[Math.max(0, Math.min(rows.length - 1, rows.indexOf(row) + step))];
    if (to === row) {
      this.turn(this.page + Math.sign(step), "").then((isTurned) => { if (isTurned) this.focusCell(step > 0 ? this.#bench.rows()[0] : this.#bench.rows().at(-1)); });
      return null;
    }
    return visibleCells(to)[Math.min(at, visibleCells(to).length - 1)];
  }

  #screen() {
    const rows = this.#bench.rows();
    return Math.max(1, rows.filter((row) => { const box = row.getBoundingClientRect(); return box.bottom > 0 && box.top < innerHeight; }).length - 3);
  }
}

const isOpen = (row) => { const segment = read(row); return !segment.left_out && !segment.cut && !segment.locked; };

const visibleCells = (row) => [...row.querySelectorAll(".cell")].filter((cell) => cell.offsetParent !== null && !cell.matches(".state"));

// Only the place is kept here, never a text.
export function remember(documentId, segmentId) {
  try {
    localStorage.setItem(`stet-place-${documentId}`, String(segmentId));
  } catch {
    // Storage may be forbidden; then the document opens at the first to-do.
  }
}

function remembered(documentId) {
  try {
    return Number(localStorage.getItem(`stet-place-${documentId}`)) || null;
  } catch {
    return null;
  }
}

export const countWords = (n) => tn("{n} segment", "{n} segments", n);
