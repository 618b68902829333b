// What others change arrives in place; nothing moves under the caret, and what somebody types here is never touched.

import { fragment } from "../lib/api.js";
import { h } from "../lib/dom.js";
import { Listening } from "../lib/listening.js";
import { t } from "../lib/messages.js";
import { compare, marked } from "./marking.js";
import { Presence } from "./presence.js";
import { markParagraphs, newRow, read, sameText, showSigns } from "./rows.js";
import { showSentBack } from "./sentback.js";

const TINT = 2000;
const OWN_ANSWER = 400; // a change of structure that was made here is usually answered by then
const SEEN = ["text", "state", "left_out", "cut", "locked", "editorial", "locked_by", "flagged", "direction", "flag_reason", "source", "source_check", "revision", "author", "open_questions", "open_comments"];

export class Live {
  #bench;
  #held = new Map();

  constructor(bench, { seen, isShared }) {
    this.#bench = bench;
    this.presence = new Presence(bench, { isShared });
    const listening = new Listening(bench.id, seen);
    listening.addEventListener("gone", () => bench.removed.look());
    listening.addEventListener("news", ({ detail }) => this.#took(detail));
    document.addEventListener("focusin", () => setTimeout(() => this.#releaseAll()));
    listening.start();
  }

  async #took({ documents, present }) {
    this.presence.show(present[this.#bench.id] ?? []);
    const news = documents.find((one) => one.document.id === this.#bench.id);
    if (!news) return;
    const isStructural = this.#isStructural(news);
    news.segments.forEach((segment) => this.#segment(segment));
    this.#sums(news.document);
    if (isStructural) {
      await new Promise((resolve) => { setTimeout(resolve, OWN_ANSWER); });
      await this.#rows(news);
      this.#sums(news.document);
    }
    this.#bench.panel.follow();
    this.#bench.discussion.count();
    this.#bench.map?.soon();
  }

  // Something began, ended or moved in the list; a change of text elsewhere in a long document concerns no row here.
  #isStructural({ document: state, segments, removed, is_too_much: isTooMuch }) {
    return isTooMuch || removed.length > 0 || state.counts.all !== this.#bench.filters.counts.all || segments.some((segment) => this.#belongsHere(segment));
  }

  #belongsHere({ id, position }) {
    const { filters, moving } = this.#bench;
    const rows = this.#bench.rows();
    if (this.#bench.row(id) || filters.current !== "all" || !rows.length) return false;
    const last = read(rows.at(-1)).position + (moving.page === moving.pages ? 1 : 0);
    return position >= read(rows[0]).position && position <= last;
  }

  #sums({ counts, score_sentence: sentence }) {
    this.#bench.filters.setSentence(sentence);
    if (this.#bench.saving.queue.isEmpty) this.#bench.filters.setCounts(counts);
  }

  #segment(segment) {
    const { editing, saving, conflicts, person } = this.#bench;
    const row = this.#bench.row(segment.id);
    if (!row) return;
    const known = read(row);
    if (segment.revision >= known.revision) this.#sentBack(row, segment);
    if (saving.pending(segment.id) || conflicts.has(segment.id)) return;
    if (segment.revision < known.revision || !isDifferent(known, segment)) return;
    const isOtherText = segment.revision > known.revision && !sameText(segment.text, known.text);
    if (isOtherText && (row === editing.row || saving.isTyped(segment.id))) {
      if (segment.author !== person.name || row === editing.row) this.#hold(row, segment);
      return;
    }
    this.#replace(row, segment);
  }

  // What a reviewer says stands below the text, so nothing that is typed has to give way to it.
  #sentBack(row, { sent_back: said }) {
    if (said === undefined) return;
    const isNew = said && row.querySelector(".sent-back-card")?.dataset.verdict !== String(said.id);
    showSentBack(this.#bench, row, said);
    if (isNew && row === this.#bench.current) this.#bench.announcer.say(t("{author} sent this back: {reason}", said));
  }

  #replace(row, segment) {
    const isTextNew = !sameText(read(row).text, segment.text);
    const isOtherState = read(row).state !== segment.state;
    this.#arrived(segment);
    if (this.#bench.editing.row === row || this.#bench.saving.isTyped(segment.id)) showSigns(row, segment);
    if (isTextNew || isOtherState) tint(row);
    if (row === this.#bench.current && isTextNew) this.#announce(segment);
  }

  #arrived({ difference, ...segment }) {
    this.#bench.arrived({ segment, difference });
  }

  #announce({ author }) {
    this.#bench.announcer.say(t("{author} changed this segment.", { author }));
  }

  // The box is open: the other text waits in a line under it, until it is wanted or the box is left.
  #hold(row, segment) {
    this.#held.set(segment.id, segment);
    row.querySelector(".theirs")?.remove();
    row.append(this.#line(row, segment));
    if (row === this.#bench.current) this.#announce(segment);
  }

  #line(row, segment) {
    const { author } = segment;
    const cell = row.querySelector(".cell.target");
    const isTyped = this.#bench.saving.isTyped(segment.id);
    const { pieces, summary } = compare(read(row).text, segment.text, cell.lang);
    const show = () => { this.#release(segment.id); this.#bench.editing.entry?.focus({ preventScroll: true }); };
    return h("div", { class: "extra theirs" },
      h("span", { class: "who" }, author === this.#bench.person.name ? t("You changed this elsewhere just now:") : t("{author} changed this just now:", { author })), " ",
      h("span", { class: "text", lang: cell.lang, dir: cell.dir }, h("span", { class: "vh", lang: document.documentElement.lang }, `${summary} `), marked(pieces, "old", { isSpoken: false })), " ",
      isTyped
        ? h("span", { class: "meta" }, t("Yours is kept. Both versions are shown when you leave or confirm."))
        : h("button", { class: "btn btn-small", type: "button", onclick: show }, t("Show {author}'s text", { author })));
  }

  #releaseAll() {
    for (const id of this.#held.keys()) {
      const row = this.#bench.row(id);
      if (!row || row !== this.#bench.editing.row) this.#release(id);
    }
  }

  #release(id) {
    const segment = this.#held.get(id);
    const row = this.#bench.row(id);
    this.#held.delete(id);
    row?.querySelector(".theirs")?.remove();
    const { saving, conflicts } = this.#bench;
    if (!row || saving.pending(id) || saving.isTyped(id) || conflicts.has(id) || read(row).revision >= segment.revision) return;
    this.#arrived(segment);
    if (this.#bench.editing.row !== row) tint(row);
  }

  // Somebody split, joined, cut or added: the page's rows are compared with the server's, and those that stay are left alone.
  async #rows({ removed }) {
    const content = await fragment(this.#bench.filters.path({ page: this.#bench.moving.page })).catch(() => null);
    if (!content?.querySelector("#rows")) return;
    removed.forEach((id) => this.#remove(id));
    let last = null;
    for (const fresh of content.querySelectorAll(".row")) {
      const segment = { ...JSON.parse(fresh.dataset.segment), open_questions: Number(fresh.dataset.questions ?? 0), open_comments: Number(fresh.dataset.comments ?? 0) };
      const row = this.#bench.row(segment.id);
      if (row) this.#renumber(row, segment);
      last = row ?? this.#insert(segment, last, fresh.querySelector(".sent-back-card"));
    }
    markParagraphs(this.#bench.rows());
    this.#bench.filters.look();
  }

  #renumber(row, segment) {
    const known = read(row);
    this.#segment(segment);
    const { position, paragraph } = segment;
    if (known.position !== position || known.paragraph !== paragraph) {
      this.#bench.replace(row, { ...read(row), position, paragraph }, { isNumberOnly: true });
    }
  }

  #insert(segment, last, card) {
    const pattern = last ?? this.#bench.rows()[0];
    if (!pattern) return null;
    const row = newRow(pattern, segment);
    row.classList.remove("active", "open", "conflicting");
    row.querySelector(".here")?.remove();
    if (card) row.append(card);
    if (last) last.after(row);
    else pattern.before(row);
    tint(row);
    return row;
  }

  // A row with somebody's unsaved words stays until those are in safety.
  #remove(id) {
    const row = this.#bench.row(id);
    const { editing, saving, moving } = this.#bench;
    if (!row) return;
    if (saving.isTyped(id) || saving.pending(id)) {
      if (!row.querySelector(".theirs")) row.append(h("p", { class: "extra theirs" }, t("Somebody split or joined this segment meanwhile. Copy your text before you reload the page.")));
      return;
    }
    const isCurrent = row === this.#bench.current;
    const next = row.nextElementSibling ?? row.previousElementSibling;
    if (row === editing.row) editing.leave();
    row.remove();
    if (isCurrent && next) moving.focusCell(next);
  }
}

const isDifferent = (known, segment) => SEEN.some((name) => (known[name] ?? 0) !== (segment[name] ?? 0));

function tint(row) {
  row.classList.remove("arrived");
  requestAnimationFrame(() => row.classList.add("arrived"));
  setTimeout(() => row.classList.remove("arrived"), TINT);
}
