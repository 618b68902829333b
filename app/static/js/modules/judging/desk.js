// Marking errors by keyboard: one segment at a time, its source and texts as lists of words, one key for a category.

import { h } from "../../lib/dom.js";
import { Journal } from "../../lib/journal.js";
import { number, t, tn } from "../../lib/messages.js";
import { isComposing } from "../keyboard.js";
import { askComment, contextLine, errorList, keyButtons, offerList, pointsWords, segmentList, severityButtons } from "./errors.js";
import { WordField } from "./field.js";
import { Foot } from "./foot.js";
import { showKeys } from "./keys.js";
import { categoryName, severityName } from "./names.js";
import { home, inField, isOf, joined, piece, piecesOf, touches, underCursor, units } from "./places.js";
import { total } from "./points.js";
import { action, OMISSION } from "./pressing.js";
import { rating } from "./rating.js";
import { Segments } from "./segments.js";
import { Sending } from "./sending.js";

const LOW = 80; // ESA: a number below it without a span is worth a question

export default async function desk(element) {
  const data = JSON.parse(document.getElementById("desk-data").textContent);
  const journal = await Journal.open(element.dataset.person, { off: element.dataset.journal === "off" });
  const sending = new Sending(data.document, journal);
  const left = await sending.left();
  const segments = new Segments(data.segments, sending, data.task);
  new Desk(element, data, segments, sending, journal).start(left);
}

class Desk {
  fields = [];
  #foot = new Foot();
  #ratings = [];
  #field = null;
  #last = null; // the error that was made or chosen last, until the cursor moves
  #open = null; // the same, until another one: further pieces join it
  #next = "major"; // the severity of the next error
  #texts = document.getElementById("desk-texts");
  #side = document.getElementById("desk-side");

  constructor(element, data, segments, sending, journal) {
    Object.assign(this, { element, data, segments, sending, journal });
    this.letters = new Map(data.keys.map(([key, category]) => [category, key]));
    this.left = new Map(data.left.map((one) => [one.id, one.position]));
    this.omission = data.keys.find(([, category]) => OMISSION.test(category))?.[1] ?? "Accuracy/Omission";
  }

  start(left) {
    for (const change of left) this.segments.take(change);
    for (const one of this.segments.list) if (one.finished) this.left.delete(one.id);
    if (left.length) this.#foot.tell(tn("{n} change that was kept on this device is being saved.", "{n} changes that were kept on this device are being saved.", left.length));
    this.element.addEventListener("keydown", (event) => this.#pressed(event));
    this.sending.addEventListener("changed", () => this.#foot.showSaved(this.sending));
    this.sending.addEventListener("refused", ({ detail }) => this.#refused(detail));
    document.getElementById("desk-finish").addEventListener("click", () => this.finish());
    document.getElementById("desk-keys").addEventListener("click", () => this.keys());
    addEventListener("beforeunload", (event) => { if (this.sending.unsaved && !this.journal.works) event.preventDefault(); });
    this.#foot.showSaved(this.sending);
    const wanted = this.segments.list.findIndex((one) => location.hash === `#s-${one.id}`);
    const first = this.segments.list.findIndex((one) => !one.finished);
    this.open(Math.max(0, wanted >= 0 ? wanted : first));
    this.element.dataset.live = "";
  }

  get segment() { return this.segments.list[this.index]; }
  get #rates() { return this.data.kind === "esa" || this.data.kind === "da"; }
  get isMarking() { return this.data.kind !== "da"; }

  open(index, { isFocus = true } = {}) {
    this.index = index;
    this.#last = this.#open = null;
    this.#next = "major";
    this.fields = this.#makeFields();
    this.#field = this.fields.find((field) => field.side === "target");
    this.#ratings = this.#rates ? this.segment.texts.map((text) => this.#rating(text)) : [];
    this.#texts.replaceChildren(...this.#layout());
    this.draw();
    if (this.data.of) this.#foot.showPlace(this.segment.position, this.data.of, this.left.size);
    else this.#foot.showProgress(this.segments.list);
    history.replaceState(history.state, "", `#s-${this.segment.id}`);
    if (isFocus) this.#field.focus();
    if (!this.segment.finished) this.#offer();
  }

  #makeFields() {
    const { sourceLang, sourceDir, sourceName, targetLang, targetDir, targetName } = this.#languages;
    const { source, texts } = this.segment;
    const position = this.segment.inDocument ?? this.segment.position;
    const found = texts.map((text, place) => new WordField({
      text: text.text, lang: targetLang, dir: targetDir, side: "target", key: text.key, revision: text.revision,
      label: texts.length > 1 ? t("Text {letter}, {language}, segment {n}", { letter: text.label ?? String(place + 1), language: targetName, n: position }) : t("Text, {language}, segment {n}", { language: targetName, n: position }),
    }));
    if (source !== null) {
      found.unshift(new WordField({ text: source, lang: sourceLang, dir: sourceDir, side: "source", key: texts[0].key, revision: texts[0].revision, label: t("Source, {language}, segment {n}", { language: sourceName, n: position }) }));
    }
    for (const field of found) {
      field.addEventListener("entered", () => { this.#field = field; this.#showSide(); });
      field.addEventListener("moved", () => { this.#last = null; this.#showSide(); });
      field.addEventListener("mode", ({ detail }) => this.#foot.say(detail === "letters" ? t("The cursor goes by letters.") : t("The cursor goes by words.")));
    }
    return found;
  }

  // A sample holds segments of several documents, each in its own languages and with its neighbours there.
  get #languages() { return this.segment.languages ?? this.element.dataset; }

  #neighbours() {
    const { before, after, where } = this.segment;
    if (where !== undefined) return [before, after];
    return [-1, 1].map((by) => this.segments.list[this.index + by]).map((one) => one && { position: one.position, text: one.texts[0].text, isSource: false });
  }

  #layout() {
    const { sourceLang, sourceDir, targetLang, targetDir } = this.#languages;
    const context = (one, words) => one && contextLine(one.text, words, one.isSource ? sourceLang : targetLang, one.isSource ? sourceDir : targetDir);
    const [before, after] = this.#neighbours();
    const titled = this.fields.map((field) => {
      const place = this.fields.filter((one) => one.side === "target").indexOf(field);
      return h("div", { class: `titled ${field.side}` }, h("p", { class: "meta", "aria-hidden": "true" }, field.label), field.node, place >= 0 ? this.#ratings[place]?.node ?? null : null);
    });
    return [
      this.segment.where && h("p", { class: "where meta" }, this.segment.where),
      context(before, t("Before · {n}", { n: before?.position })),
      ...titled.filter((node) => node.matches(".source")),
      h("div", { class: "systems", "data-count": this.segment.texts.length }, ...titled.filter((node) => node.matches(".target"))),
      context(after, t("After · {n}", { n: after?.position })),
    ].filter(Boolean);
  }

  #rating(text) {
    const found = this.segment.ratings.find((one) => one.system === text.key && one.kind === this.data.kind);
    const field = this.fields.find((one) => one.side === "target" && one.key === text.key);
    return Object.assign(rating({
      label: t("Number from 0 to 100: {text}", { text: field.label }), value: found?.value,
      onchange: (value) => { this.segments.rate(this.segment, text, this.data.kind, value); this.#warn(text, value); },
    }), { key: text.key });
  }

  #warn(text, value) {
    const isMarked = this.segment.marks.some((mark) => mark.system === text.key);
    if (this.data.kind === "esa" && value < LOW && !isMarked) this.#foot.tell(t("Below {n}, and no error is marked. Is one missing?", { n: LOW }));
  }

  // Lines and badges in the texts, the list beside them.
  draw() {
    for (const field of this.fields) {
      field.draw(inField(field, this.segment.marks).map(({ mark, number: nth, of, start, end }) => ({
        start, end, mark: mark.op, isOpen: of > 1 && mark.op === this.#open?.op, severity: mark.severity, letter: of > 1 ? `${this.#letter(mark)} ${nth}/${of}` : this.#letter(mark),
        words: [mark.category && categoryName(mark.category), severityName(mark.severity), of > 1 && t("piece {n} of {of}", { n: nth, of })].filter(Boolean).join(", "),
      })));
    }
    this.#showSide();
  }

  #letter(mark) { return mark.category ? this.letters.get(mark.category) ?? mark.category.split("/").at(-1)[0] : ""; }

  #showSide() {
    const { segment, data } = this;
    const marks = segment.marks;
    const focused = document.activeElement?.closest?.(".error")?.dataset.op;
    const parts = [];
    if (data.kind === "mqm") {
      parts.push(h("h2", { dir: "auto" }, this.#field.isGap ? t("Mark this gap as") : t("Mark “{text}” as", { text: shortened(this.#field.chosen) })), keyButtons(data.keys, (category) => this.mark(category)));
    } else if (data.kind === "esa") {
      parts.push(h("h2", { dir: "auto" }, t("Mark “{text}”", { text: shortened(this.#field.chosen) })), h("p", { class: "quiet" }, t("A severity marks an error; O marks words that are missing.")));
    }
    if (this.isMarking) parts.push(severityButtons((severity) => this.severity(severity)), h("h2", {}, this.#title(marks)), errorList(marks, this.#listing()));
    const offers = this.#offers();
    if (offers.length) parts.push(h("h2", {}, tn("{n} change in the correction", "{n} changes in the correction", offers.length)), h("p", { class: "quiet" }, t("A key gives the selected one its category; F goes to the next.")), offerList(offers, (offer) => this.#offer(offer)));
    parts.push(h("p", { class: "row-of done" }, h("button", { class: "btn btn-primary", type: "button", onclick: () => this.done() }, t("Done, next segment"), h("kbd", { "aria-hidden": "true" }, "Ctrl ↵"))));
    if (this.isMarking) parts.push(h("p", { class: "row-of" }, h("button", { class: "link-btn", type: "button", onclick: () => this.noErrors() }, t("No errors")), h("kbd", { "aria-hidden": "true" }, "N")));
    parts.push(segmentList(this.segments.list, this.index, (index) => this.open(index)));
    const [hadFocus, wasOpen] = [this.#side.contains(document.activeElement), this.#side.querySelector("details")?.open];
    this.#side.replaceChildren(...parts);
    this.#side.querySelector("details").open = Boolean(wasOpen);
    this.#side.querySelector(`.error[data-op="${CSS.escape(focused ?? "")}"] .choose`)?.focus();
    if (hadFocus && !this.#side.contains(document.activeElement)) this.#field.focus();
    for (const button of this.#side.querySelectorAll(".severity")) button.setAttribute("aria-pressed", String(button.dataset.severity === (this.current()?.severity ?? this.#next)));
  }

  #title(marks) {
    const words = marks.length ? tn("{n} error in this segment", "{n} errors in this segment", marks.length) : t("No error in this segment yet");
    if (!this.segment.finished || this.data.kind !== "mqm") return words;
    return `${t("Finished")} · ${pointsWords(total(this.data.weights, marks))}`;
  }

  #listing() {
    const place = (mark) => {
      const text = this.segment.texts.length > 1 && mark.side === "target" ? this.fields.find((field) => isOf(field, mark.side, mark))?.label : null;
      const words = mark.side === "source" ? t("in the source") : text;
      return words ? h("span", { class: "meta" }, words) : null;
    };
    return { weights: this.data.weights, hasPoints: this.data.kind === "mqm", place, onchoose: (mark) => this.choose(mark), onremove: (mark) => this.remove(mark), oncomment: (mark) => this.comment(mark), onjoin: (mark) => this.join(mark) };
  }

  #offers() {
    const [text] = this.segment.texts;
    return this.segment.offers.filter((offer) => !this.segment.marks.some((mark) => mark.side === "target" && mark.system === text.key && mark.start === offer.start && mark.end === offer.end));
  }

  #offer(offer = this.#offers()[0]) {
    if (!offer) return;
    const field = this.fields.find((one) => one.side === "target");
    const { start, end } = units(field, offer);
    this.#field = field;
    field.focus();
    field.select(start, end);
  }

  keys() { showKeys(this.data.keys, this.#field); }

  leave() { this.#side.querySelector("button").focus(); }

  #pressed(event) {
    if (isComposing(event) || event.defaultPrevented) return;
    const act = action(event, this);
    if (!act) return;
    event.preventDefault();
    if (!event.repeat) act();
  }

  nextOffer() {
    const found = this.#offers();
    const field = this.fields.find((one) => one.side === "target");
    const { start, end } = field.selection;
    const index = found.findIndex((offer) => { const place = units(field, offer); return place.start === start && place.end === end; });
    if (found.length) this.#offer(found[(index + 1) % found.length]);
    else this.#foot.say(t("The correction has no other change."));
  }

  // A new error on what is chosen. An omission in a text is a gap, in the source it is the words.
  mark(category, { isAfter = false } = {}) {
    const field = this.#field;
    const isGap = category && OMISSION.test(category) && field.side === "target" && !field.isGap;
    const { start, end } = isGap ? field.gap({ isAfter }) : field.selection;
    const here = piece(field, { start, end });
    const mark = {
      system: field.key, revision: field.revision, ...here, pieces: [here], category: this.data.kind === "esa" && !isGap ? null : category, severity: this.#next, comment: null,
    };
    const same = this.segments.same(this.segment, mark);
    if (same) return this.#already(same);
    const wasOffered = this.#offers().some((offer) => offer.start === mark.start && offer.end === mark.end);
    const made = this.segments.add(this.segment, mark);
    this.#next = "major";
    this.#foot.say(`${mark.category ? categoryName(mark.category) : t("error")}, ${severityName(mark.severity)}: ${mark.quote || t("a gap in the text")}`);
    this.#unlessFinished();
    if (wasOffered && this.#offers().length && this.data.kind === "mqm") { this.draw(); this.#offer(); }
    this.#last = this.#open = made;
    return this.draw();
  }

  // What is chosen belongs to the error that was made or chosen last: one error, several pieces.
  join(mark = this.#last ?? this.#open) {
    const field = this.#field;
    const open = this.segment.marks.find((one) => one.op === mark?.op);
    if (!open) return this.#foot.tell(t("Mark an error first, then choose the words that belong to it, too, and press J."));
    if (!isOf(field, field.side, open)) return this.#foot.tell(t("An error belongs to one text. These words are in another."));
    const more = piece(field, field.selection);
    if (piecesOf(open).some((one) => touches(one, more))) return this.#foot.tell(t("These words are in the error already."));
    this.#open = this.segments.change(this.segment, open, joined(open, more, this.fields));
    this.#last = this.#open;
    this.#unlessFinished();
    this.#foot.say(t("Joined to {error}: {text}", { error: open.category ? categoryName(open.category) : t("error"), text: more.quote || t("a gap in the text") }));
    return this.draw();
  }

  #already(mark) {
    this.#foot.tell(t("Already marked"));
    this.#last = this.#open = mark;
    this.draw();
    this.#item(mark)?.querySelector(".choose").focus();
  }

  #item(mark) { return this.#side.querySelector(`.error[data-op="${CSS.escape(mark.op)}"]`); }

  // The error that a key means: the one whose entry has the focus, the last one, or the shortest under the cursor.
  current() {
    const focused = document.activeElement?.closest?.(".error")?.dataset.op;
    const chosen = focused ?? this.#last?.op;
    const found = chosen && this.segment.marks.find((mark) => mark.op === chosen);
    if (found || this.#field.isExtended) return found ?? null;
    return underCursor(this.#field, this.segment.marks);
  }

  severity(severity) {
    const current = this.current();
    if (!current && this.data.kind === "esa") { this.#next = severity; return this.mark(null); }
    if (current && current.severity !== severity) {
      this.#last = this.#open = this.segments.change(this.segment, current, { severity });
      this.#foot.say(severityName(severity));
    } else if (!current) {
      this.#next = severity;
      this.#foot.say(t("The next error is {severity}.", { severity: severityName(severity) }));
    }
    return this.draw();
  }

  remove(mark) {
    if (!mark) return this.#foot.say(t("There is no error under the cursor."));
    this.segments.remove(this.segment, mark);
    this.#last = null;
    this.draw();
    this.#field.focus();
    return this.#foot.say(t("Error removed. Ctrl Z puts it back."));
  }

  async comment(mark) {
    if (!mark) return this.#foot.say(t("There is no error under the cursor."));
    const written = await askComment(this.#item(mark), mark.comment);
    if (written !== null && written !== (mark.comment ?? "")) this.#last = this.segments.change(this.segment, mark, { comment: written || null });
    this.draw();
    return this.#field.focus();
  }

  choose(mark) {
    const { field, start, end } = home(this.fields, mark);
    this.#field = field;
    field.focus();
    field.select(start, end);
    this.#last = this.#open = mark;
    this.draw();
  }

  undo() {
    const done = this.segments.undo();
    if (done?.mark) this.#open = done.mark;
    if (done && done.segment !== this.segment) this.open(this.segments.list.indexOf(done.segment));
    else this.draw();
    this.#foot.say(done?.words ?? t("Nothing to undo on this page."));
  }

  noErrors() {
    const n = this.segment.marks.length;
    if (n) return this.#foot.tell(tn("{n} error is marked here. Remove it first, or finish with Ctrl Enter.", "{n} errors are marked here. Remove them first, or finish with Ctrl Enter.", n));
    return this.done();
  }

  done() {
    const unrated = this.#ratings.find((one) => !this.segment.ratings.some((found) => found.system === one.key && found.kind === this.data.kind));
    if (unrated) { unrated.focus(); return this.#foot.tell(t("Give the text a number from 0 to 100 first.")); }
    this.segments.finish(this.segment, this.segment.texts.map((text) => text.key));
    this.left.delete(this.segment.id);
    const words = this.data.kind === "mqm" ? t("Segment {n} finished: {points}.", { n: this.segment.position, points: pointsWords(total(this.data.weights, this.segment.marks)) }) : t("Segment {n} finished.", { n: this.segment.position });
    const list = this.segments.list;
    const next = [...list.slice(this.index + 1), ...list.slice(0, this.index)].find((one) => !one.finished);
    if (next) { this.open(list.indexOf(next)); return this.#foot.say(words); }
    this.open(this.index, { isFocus: false });
    return this.finish();
  }

  step(by) {
    const index = this.index + by;
    if (this.segments.list[index]) return this.open(index);
    const page = document.querySelector(`.pager [rel=${by > 0 ? "next" : "prev"}]`);
    if (page) return location.assign(page.href);
    return this.#foot.say(by > 0 ? t("This is the last segment.") : t("This is the first segment."));
  }

  // Never dead: it says what is missing and goes there.
  finish() {
    const missing = [...this.left].sort(([, one], [, other]) => one - other);
    if (!missing.length) return this.#foot.tell(t("Every segment is finished."), { isFocus: true, more: this.#onward() });
    const places = missing.map(([, position]) => number(position));
    const named = (places.length > 8 ? [...places.slice(0, 7), "…", places.at(-1)] : places).join(", ");
    const [id, position] = missing[0];
    const index = this.segments.list.findIndex((one) => one.id === id);
    const go = h("button", { class: "link-btn", type: "button", onclick: () => this.open(index) }, t("Go to {n}", { n: position }));
    this.#foot.tell(tn("{n} segment left: {list}.", "{n} segments left: {list}.", missing.length, { list: named }), { more: index >= 0 ? go : this.data.of ? h("a", { href: location.pathname }, t("Go to {n}", { n: position })) : null });
    if (index >= 0) this.open(index);
    return undefined;
  }

  #onward() {
    const { after } = this.data;
    return after ? h("a", { href: after.address }, after.words) : null;
  }

  #unlessFinished() { if (this.segment.finished) this.#foot.tell(t("This segment was finished; the new error counts.")); }

  #refused({ change, sentence, mark }) {
    const segment = this.segments.list.find((one) => one.id === change.segment);
    if (segment && change.kind === "mark" && !mark) this.segments.forget(segment, change.opId);
    if (segment && change.kind === "finish") { segment.finished = false; this.left.set(segment.id, segment.position); }
    this.#foot.tell(sentence ?? t("This could not be saved. Reload the page."));
    this.draw();
  }
}

const shortened = (text) => (text.length > 40 ? `${text.slice(0, 38)}…` : text);
