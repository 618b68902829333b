// Where else the project has these words: hits in the panel, the segment stays open.

import { h, icon } from "../lib/dom.js";
import { t, tn } from "../lib/messages.js";
import { excerpt, many } from "./palette.js";

export class Concordance {
  #bench;
  #found = null;

  constructor(bench) {
    this.#bench = bench;
    bench.panel.add({ name: "found", title: () => t("Found"), isSteady: true, isShown: () => this.#found !== null, draw: () => this.#draw() });
  }

  // The caret stays in the text.
  show(words, found) {
    this.#found = { words, ...found };
    this.#bench.panel.show("found");
    this.#bench.announcer.say(this.#sentence());
  }

  #sentence() {
    const { error, places = 0, documents = 0, words } = this.#found;
    if (error) return error;
    if (!places) return t("“{words}” is nowhere in this project.", { words });
    if (many(this.#found)) return t("“{words}”: {places}", { words, places: many(this.#found) });
    return t("“{words}”: {places} in {documents}", { words, places: tn("{n} place", "{n} places", places), documents: tn("{n} document", "{n} documents", documents) });
  }

  #draw() {
    const { hits = [], words } = this.#found;
    const all = h("a", { class: "btn btn-small", href: `/p/${this.#bench.project}/search?q=${encodeURIComponent(words)}` }, icon("find"), t("All on a page, with replacing"));
    return [h("p", { class: "panel-note" }, this.#sentence()), h("ol", { class: "found" }, ...hits.map((hit) => this.#hit(hit))), hits.length ? all : null].filter(Boolean);
  }

  #hit(hit) {
    const source = hit.source ? h("p", { class: "found-source", lang: hit.source_lang ?? "und", dir: "auto" }, hit.source) : null;
    return h("li", { class: "card" },
      h("a", { class: "revision-head", href: `/d/${hit.document_id}?segment=${hit.segment_id}#s-${hit.segment_id}`, onclick: (event) => this.#open(event, hit) },
        h("b", {}, h("bdi", {}, hit.document_name), ` ${hit.position}`)),
      h("p", { class: "revision-text", lang: hit.target_lang ?? "und", dir: "auto" }, ...excerpt(hit, { around: 400 })), source);
  }

  #open(event, hit) {
    if (hit.document_id !== this.#bench.id || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#bench.moving.toSegment(hit.segment_id);
  }
}
