// Filters with counts. A filter is sticky: a segment that stops matching stays in its place until "Refresh".

import { fragment } from "../lib/api.js";
import { h } from "../lib/dom.js";
import { number, t, tn } from "../lib/messages.js";
import { read } from "./rows.js";

const HIDDEN_WHEN_EMPTY = new Set(["approved", "sent_back", "editorial", "flagged", "questions", "pairs"]);

export class Filters {
  #bench;
  #chips = document.getElementById("filters");
  #refresh = document.getElementById("refresh");
  #order = document.getElementById("order");
  order = "document";
  #empty = document.getElementById("empty");
  #counts;
  current;

  constructor(bench) {
    this.#bench = bench;
    this.#chips.addEventListener("click", (event) => this.#clicked(event));
    this.#refresh.addEventListener("click", () => this.choose(this.current));
    this.#order.addEventListener("change", () => this.choose(this.current, { order: this.#order.value }));
    this.took(bench.body);
  }

  get counts() { return this.#counts; }

  // Where the rows of a page come from, and the page's address.
  path(query = {}) { return `/d/${this.#bench.id}/rows${this.#query(query)}`; }
  address(query = {}) { return `/d/${this.#bench.id}${this.#query(query)}`; }

  #query({ page, segment, state = this.current, order = this.order } = {}) {
    const query = new URLSearchParams();
    if (order !== "document") query.set("sort", order);
    if (state !== "all") query.set("state", state);
    if (page) query.set("page", page);
    if (segment) query.set("segment", segment);
    return query.size ? `?${query}` : "";
  }

  // Leaving a segment saves it; the list is replaced, the chip keeps the focus.
  async choose(state, { isQuiet = false, order = this.order } = {}) {
    this.#bench.editing.leave();
    const content = await fragment(this.path({ state, order, page: 1 })).catch(() => null);
    const body = content?.querySelector("#rows");
    if (!body) return location.assign(this.address({ state, order }));
    this.#bench.swapRows(body);
    if (!isQuiet) this.#bench.announcer.sayLater(tn("{n} segment.", "{n} segments.", Number(body.dataset.total)));
    return undefined;
  }

  // The rows that the page now shows, with their counts.
  took(body) {
    this.current = body.dataset.filter;
    this.order = body.dataset.order;
    this.#order.value = this.order;
    this.setCounts(JSON.parse(body.dataset.counts));
    this.setSentence(body.dataset.scoreSentence);
    for (const chip of this.#chips.querySelectorAll(".chip")) {
      if (chip.dataset.state === this.current) chip.setAttribute("aria-current", "true");
      else chip.removeAttribute("aria-current");
    }
    this.#showEmpty(body);
    this.look();
  }

  setCounts(counts) {
    this.#counts = { ...this.#counts, ...counts };
    for (const chip of this.#chips.querySelectorAll(".chip")) {
      const { state } = chip.dataset;
      const n = this.#counts[state] ?? 0;
      chip.querySelector(".count").textContent = number(n);
      chip.parentElement.hidden = n === 0 && HIDDEN_WHEN_EMPTY.has(state) && state !== this.current;
    }
    const done = this.#counts.confirmed + this.#counts.approved;
    const all = this.#counts.all - this.#counts.left_out;
    const progress = document.getElementById("progress");
    Object.assign(progress, { max: Math.max(all, 1), value: done });
    document.getElementById("done-words").textContent = t("{done} of {all} confirmed", { done, all });
  }

  setSentence(sentence) {
    document.getElementById("score-sentence").textContent = sentence ?? "";
  }

  // A state changed here; the server's counts follow with its answer.
  moved(before, after) {
    const from = bucket(before);
    const to = bucket(after);
    if (from !== to) this.setCounts({ [from]: this.#counts[from] - 1, [to]: this.#counts[to] + 1 });
    this.look();
  }

  // Marks rows that no longer match, and offers to refresh.
  look() {
    let stale = 0;
    for (const row of this.#bench.rows()) {
      const isStale = !matches(read(row), this.current);
      row.classList.toggle("stale", isStale);
      row.title = isStale ? t("No longer matches the filter") : "";
      stale += isStale;
    }
    this.#refresh.hidden = stale === 0;
    this.#refresh.textContent = t("Refresh ({n})", { n: stale });
    this.#refresh.title = tn("{n} segment no longer matches", "{n} segments no longer match", stale);
  }

  // Nothing is left to confirm: in the document, or only in this filter.
  showDone() {
    const { all, left_out: leftOut, todo, edited, sent_back: sentBack } = this.#counts;
    if (todo + edited + sentBack > 0) this.#say(h("p", {}, t("Nothing is left to confirm in this filter.")), this.#showAll());
    else {
      this.#say(h("h2", {}, tn("{n} segment confirmed: all of them.", "All {n} segments confirmed.", all - leftOut)), h("p", { class: "row-of" },
        h("a", { class: "btn btn-primary", href: `/d/${this.#bench.id}/export` }, t("Export")),
        h("a", { class: "btn", href: `/d/${this.#bench.id}/scores` }, t("Scores"))));
    }
    this.#empty.focus();
    this.#empty.scrollIntoView({ block: "center" });
    this.#bench.setCurrent(null);
  }

  #showEmpty(body) {
    const isEmpty = body.querySelector(".row") === null;
    this.#empty.hidden = !isEmpty;
    if (!isEmpty) return;
    const label = this.#chips.querySelector(`[data-state="${this.current}"]`)?.firstChild.data.trim() ?? "";
    this.#say(h("p", {}, t("No segment here: {filter}.", { filter: label })), this.#showAll());
  }

  #say(...nodes) {
    this.#empty.replaceChildren(...nodes);
    this.#empty.hidden = false;
  }

  #showAll() {
    const show = (event) => { event.preventDefault(); this.choose("all"); };
    return h("p", { class: "row-of" }, h("a", { class: "btn btn-primary", href: this.address({ state: "all" }), onclick: show }, t("Show all")));
  }

  #clicked(event) {
    const chip = event.target.closest("a.chip");
    if (!chip || event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    this.choose(chip.dataset.state);
  }
}

const bucket = (segment) => (segment.left_out ? "left_out" : segment.state);

function matches(segment, filter) {
  if (filter === "all") return true;
  if (filter === "left_out" || filter === "editorial" || filter === "flagged") return segment[filter];
  if (filter === "questions") return (segment.open_questions ?? 0) > 0;
  if (filter === "pairs") return segment.source_check;
  return segment.state === filter && !segment.left_out;
}
