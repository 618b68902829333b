// Marking errors by keyboard: one segment at a time, its source and texts as lists of words, one key for a category.

import { toCodePoints, toUnits } from "../../lib/codepoints.js";
import { h } from "../../lib/dom.js";
import { Journal } from "../../lib/journal.js";
import { number, t, tn } from "../../lib/messages.js";
import { Announcer } from "../announce.js";
import { isComposing, matches } from "../keyboard.js";
import { askComment, contextLine, errorList, keyButtons, offerList, pointsWords, segmentList, severityButtons } from "./errors.js";
import { WordField } from "./field.js";
import { showKeys } from "./keys.js";
import { categoryName, severityName } from "./names.js";
import { total } from "./points.js";
import { rating } from "./rating.js";
import { Segments } from "./segments.js";
import { Sending } from "./sending.js";

const OMISSION = /(^|\/)omission$/i;
const SEVERITY_KEYS = { 1: "minor", 2: "major", 3: "critical" };
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
  #announcer = new Announcer();
  #fields = [];
  #ratings = [];
  #field = null;
  #last = null; // the error that was made or chosen last, until the cursor moves
  #next = "major"; // the severity of the next error
  #texts = document.getElementById("desk-texts");
  #side = document.getElementById("desk-side");
  #message = document.getElementById("desk-message");

  constructor(element, data, segments, sending, journal) {
    Object.assign(this, { element, data, segments, sending, journal });
    this.letters = new Map(data.keys.map(([key, category]) => [category, key]));
    this.left = new Map(data.left.map((one) => [one.id, one.position]));
    this.omission = data.keys.find(([, category]) => OMISSION.test(category))?.[1] ?? "Accuracy/Omission";
  }

  start(left) {
    for (const change of left) this.segments.take(change);
    for (const one of this.segments.list) if (one.finished) this.left.delete(one.id);
    if (left.length) this.#tell(tn("{n} change that was kept on this device is being saved.", "{n} changes that were kept on this device are being saved.", left.length));
    this.element.addEventListener("keydown", (event) => this.#pressed(event));
    this.sending.addEventListener("changed", () => this.#showSaved());
    this.sending.addEventListener("refused", ({ detail }) => this.#refused(detail));
    document.getElementById("desk-finish").addEventListener("click", () => this.finish());
    document.getElementById("desk-keys").addEventListener("click", () => showKeys(this.data.keys, this.#field));
    addEventListener("beforeunload", (event) => { if (this.sending.unsaved && !this.journal.works) event.preventDefault(); });
    this.#showSaved();
    const wanted = this.segments.list.findIndex((one) => location.hash === `#s-${one.id}`);
    const first = this.segments.list.findIndex((one) => !one.finished);
    this.open(Math.max(0, wanted >= 0 ? wanted : first));
    this.element.dataset.live = "";
  }

  get segment() { return this.segments.list[this.index]; }
  get #rates() { return this.data.kind === "esa" || this.data.kind === "da"; }
  get #marks() { return this.data.kind !== "da"; }

  open(index, { isFocus = true } = {}) {
    this.index = index;
    this.#last = null;
    this.#next = "major";
    this.#fields = this.#makeFields();
    this.#field = this.#fields.find((field) => field.side === "target");
    this.#ratings = this.#rates ? this.segment.texts.map((text) => this.#rating(text)) : [];
    this.#texts.replaceChildren(...this.#layout());
    this.draw();
    this.#showProgress();
    history.replaceState(history.state, "", `#s-${this.segment.id}`);
    if (isFocus) this.#field.focus();
    if (!this.segment.finished) this.#offer();
  }

  #makeFields() {
    const { sourceLang, sourceDir, sourceName, targetLang, targetDir, targetName } = this.element.dataset;
    const { position, source, texts } = this.segment;
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
      field.addEventListener("mode", ({ detail }) => this.#announcer.say(detail === "letters" ? t("The cursor goes by letters.") : t("The cursor goes by words.")));
    }
    return found;
  }

  #layout() {
    const { targetLang, targetDir } = this.element.dataset;
    const context = (segment, words) => segment && contextLine(segment.texts[0].text, words, targetLang, targetDir);
    const [before, after] = [this.segments.list[this.index - 1], this.segments.list[this.index + 1]];
    const titled = this.#fields.map((field) => {
      const place = this.#fields.filter((one) => one.side === "target").indexOf(field);
      return h("div", { class: `titled ${field.side}` }, h("p", { class: "meta", "aria-hidden": "true" }, field.label), field.node, place >= 0 ? this.#ratings[place]?.node ?? null : null);
    });
    return [
      context(before, t("Before · {n}", { n: before?.position })),
      ...titled.filter((node) => node.matches(".source")),
      h("div", { class: "systems", "data-count": this.segment.texts.length }, ...titled.filter((node) => node.matches(".target"))),
      context(after, t("After · {n}", { n: after?.position })),
    ].filter(Boolean);
  }

  #rating(text) {
    const found = this.segment.ratings.find((one) => one.system === text.key && one.kind === this.data.kind);
    const field = this.#fields.find((one) => one.side === "target" && one.key === text.key);
    return Object.assign(rating({
      label: t("Number from 0 to 100: {text}", { text: field.label }), value: found?.value,
      onchange: (value) => { this.segments.rate(this.segment, text, this.data.kind, value); this.#warn(text, value); },
    }), { key: text.key });
  }

  #warn(text, value) {
    const isMarked = this.segment.marks.some((mark) => mark.system === text.key);
    if (this.data.kind === "esa" && value < LOW && !isMarked) this.#tell(t("Below {n}, and no error is marked. Is one missing?", { n: LOW }));
  }

  // Lines and badges in the texts, the list beside them.
  draw() {
    for (const field of this.#fields) {
      field.draw(this.segment.marks.filter((mark) => this.#isOf(field, mark)).map((mark) => ({
        ...this.#units(field, mark), severity: mark.severity, letter: this.#letter(mark),
        words: mark.category ? `${categoryName(mark.category)}, ${severityName(mark.severity)}` : severityName(mark.severity),
      })));
    }
    this.#showSide();
  }

  #isOf(field, mark) { return mark.side === field.side && (field.side === "source" || mark.system === field.key); }
  #units(field, mark) { return { start: toUnits(field.text, mark.start), end: toUnits(field.text, mark.end) }; }
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
    if (this.#marks) parts.push(severityButtons((severity) => this.severity(severity)), h("h2", {}, this.#title(marks)), errorList(marks, this.#listing()));
    const offers = this.#offers();
    if (offers.length) parts.push(h("h2", {}, tn("{n} change in the correction", "{n} changes in the correction", offers.length)), h("p", { class: "quiet" }, t("A key gives the selected one its category; F goes to the next.")), offerList(offers, (offer) => this.#offer(offer)));
    parts.push(h("p", { class: "row-of done" }, h("button", { class: "btn btn-primary", type: "button", onclick: () => this.done() }, t("Done, next segment"), h("kbd", { "aria-hidden": "true" }, "Ctrl ↵"))));
    if (this.#marks) parts.push(h("p", { class: "row-of" }, h("button", { class: "link-btn", type: "button", onclick: () => this.noErrors() }, t("No errors")), h("kbd", { "aria-hidden": "true" }, "N")));
    parts.push(segmentList(this.segments.list, this.index, (index) => this.open(index)));
    const [hadFocus, wasOpen] = [this.#side.contains(document.activeElement), this.#side.querySelector("details")?.open];
    this.#side.replaceChildren(...parts);
    this.#side.querySelector("details").open = Boolean(wasOpen);
    this.#side.querySelector(`.error[data-op="${CSS.escape(focused ?? "")}"] .choose`)?.focus();
    if (hadFocus && !this.#side.contains(document.activeElement)) this.#field.focus();
    for (const button of this.#side.querySelectorAll(".severity")) button.setAttribute("aria-pressed", String(button.dataset.severity === (this.#current()?.severity ?? this.#next)));
  }

  #title(marks) {
    const words = marks.length ? tn("{n} error in this segment", "{n} errors in this segment", marks.length) : t("No error in this segment yet");
    if (!this.segment.finished || this.data.kind !== "mqm") return words;
    return `${t("Finished")} · ${pointsWords(total(this.data.weights, marks))}`;
  }

  #listing() {
    const place = (mark) => {
      const text = this.segment.texts.length > 1 && mark.side === "target" ? this.#fields.find((field) => this.#isOf(field, mark))?.label : null;
      const words = mark.side === "source" ? t("in the source") : text;
      return words ? h("span", { class: "meta" }, words) : null;
    };
    return { weights: this.data.weights, hasPoints: this.data.kind === "mqm", place, onchoose: (mark) => this.choose(mark), onremove: (mark) => this.remove(mark), oncomment: (mark) => this.comment(mark) };
  }

  #offers() {
    const [text] = this.segment.texts;
    return this.segment.offers.filter((offer) => !this.segment.marks.some((mark) => mark.side === "target" && mark.system === text.key && mark.start === offer.start && mark.end === offer.end));
  }

  #offer(offer = this.#offers()[0]) {
    if (!offer) return;
    const field = this.#fields.find((one) => one.side === "target");
    const { start, end } = this.#units(field, offer);
    this.#field = field;
    field.focus();
    field.select(start, end);
  }

  #pressed(event) {
    if (isComposing(event) || event.defaultPrevented) return;
    const act = this.#action(event);
    if (!act) return;
    event.preventDefault();
    if (!event.repeat) act();
  }

  #action(event) {
    if (matches(event, "Mod+Enter")) return () => this.done();
    if (matches(event, "Alt+ArrowDown")) return () => this.step(1);
    if (matches(event, "Alt+ArrowUp")) return () => this.step(-1);
    if (matches(event, "Mod+/")) return () => showKeys(this.data.keys, this.#field);
    if (event.target.matches("input, textarea, select")) return null;
    if (matches(event, "Mod+Z")) return () => this.undo();
    const isField = this.#fields.some((field) => field.node === event.target);
    if (isField && matches(event, "Tab") && event.target === this.#fields.at(-1).node && this.#fields.length > 1) return () => this.#fields[0].focus();
    if (isField && matches(event, "Escape")) return () => this.#side.querySelector("button").focus();
    if (isField || event.target.closest(".error, .offers")) return this.#letterAction(event);
    return null;
  }

  #letterAction(event) {
    for (const [key, severity] of Object.entries(SEVERITY_KEYS)) if (matches(event, key)) return () => this.severity(severity);
    if (matches(event, "Delete") || matches(event, "Backspace")) return () => this.remove(this.#current());
    if (matches(event, "N")) return () => this.noErrors();
    if (matches(event, "E")) return () => this.comment(this.#current());
    if (matches(event, "F")) return () => this.#nextOffer();
    if (!this.#marks) return null;
    if (this.data.kind === "esa") return matches(event, "O") ? () => this.mark(this.omission) : null;
    if (matches(event, "Shift+O") && this.letters.get(this.omission) === "O") return () => this.mark(this.omission, { isAfter: true });
    const found = this.data.keys.find(([key]) => matches(event, key));
    return found ? () => this.mark(found[1]) : null;
  }

  #nextOffer() {
    const found = this.#offers();
    const field = this.#fields.find((one) => one.side === "target");
    const { start, end } = field.selection;
    const index = found.findIndex((offer) => { const place = this.#units(field, offer); return place.start === start && place.end === end; });
    if (found.length) this.#offer(found[(index + 1) % found.length]);
    else this.#announcer.say(t("The correction has no other change."));
  }

  // A new error on what is chosen. An omission in a text is a gap, in the source it is the words.
  mark(category, { isAfter = false } = {}) {
    const field = this.#field;
    const isGap = category && OMISSION.test(category) && field.side === "target" && !field.isGap;
    const { start, end } = isGap ? field.gap({ isAfter }) : field.selection;
    const mark = {
      system: field.key, revision: field.revision, side: field.side, start: toCodePoints(field.text, start), end: toCodePoints(field.text, end),
      quote: field.text.slice(start, end), category: this.data.kind === "esa" && !isGap ? null : category, severity: this.#next, comment: null,
    };
    const same = this.segments.same(this.segment, mark);
    if (same) return this.#already(same);
    const wasOffered = this.#offers().some((offer) => offer.start === mark.start && offer.end === mark.end);
    const made = this.segments.add(this.segment, mark);
    this.#next = "major";
    this.#announcer.say(`${mark.category ? categoryName(mark.category) : t("error")}, ${severityName(mark.severity)}: ${mark.quote || t("a gap in the text")}`);
    this.#unlessFinished();
    if (wasOffered && this.#offers().length && this.data.kind === "mqm") { this.draw(); this.#offer(); }
    this.#last = made;
    return this.draw();
  }

  #already(mark) {
    this.#tell(t("Already marked"));
    this.#last = mark;
    this.draw();
    this.#item(mark)?.querySelector(".choose").focus();
  }

  #item(mark) { return this.#side.querySelector(`.error[data-op="${CSS.escape(mark.op)}"]`); }

  // The error that a key means: the one whose entry has the focus, the last one, or the shortest under the cursor.
  #current() {
    const focused = document.activeElement?.closest?.(".error")?.dataset.op;
    const chosen = focused ?? this.#last?.op;
    const found = chosen && this.segment.marks.find((mark) => mark.op === chosen);
    if (found || this.#field.isExtended) return found ?? null;
    const { start, end } = this.#field.selection;
    const under = this.segment.marks.filter((mark) => this.#isOf(this.#field, mark)).map((mark) => ({ mark, ...this.#units(this.#field, mark) }));
    const covering = under.filter((one) => (one.start < end && start < one.end) || (one.start === one.end && one.start >= start && one.start <= end));
    return covering.sort((one, other) => (one.end - one.start) - (other.end - other.start))[0]?.mark ?? null;
  }

  severity(severity) {
    const current = this.#current();
    if (!current && this.data.kind === "esa") { this.#next = severity; return this.mark(null); }
    if (current && current.severity !== severity) {
      this.#last = this.segments.change(this.segment, current, { severity });
      this.#announcer.say(severityName(severity));
    } else if (!current) {
      this.#next = severity;
      this.#announcer.say(t("The next error is {severity}.", { severity: severityName(severity) }));
    }
    return this.draw();
  }

  remove(mark) {
    if (!mark) return this.#announcer.say(t("There is no error under the cursor."));
    this.segments.remove(this.segment, mark);
    this.#last = null;
    this.draw();
    this.#field.focus();
    return this.#announcer.say(t("Error removed. Ctrl Z puts it back."));
  }

  async comment(mark) {
    if (!mark) return this.#announcer.say(t("There is no error under the cursor."));
    const written = await askComment(this.#item(mark), mark.comment);
    if (written !== null && written !== (mark.comment ?? "")) this.#last = this.segments.change(this.segment, mark, { comment: written || null });
    this.draw();
    return this.#field.focus();
  }

  choose(mark) {
    const field = this.#fields.find((one) => this.#isOf(one, mark));
    const { start, end } = this.#units(field, mark);
    this.#field = field;
    field.focus();
    field.select(start, end);
    this.#last = mark;
    this.#showSide();
  }

  undo() {
    const done = this.segments.undo();
    if (done && done.segment !== this.segment) this.open(this.segments.list.indexOf(done.segment));
    else this.draw();
    this.#announcer.say(done?.words ?? t("Nothing to undo on this page."));
  }

  noErrors() {
    const n = this.segment.marks.length;
    if (n) return this.#tell(tn("{n} error is marked here. Remove it first, or finish with Ctrl Enter.", "{n} errors are marked here. Remove them first, or finish with Ctrl Enter.", n));
    return this.done();
  }

  done() {
    const unrated = this.#ratings.find((one) => !this.segment.ratings.some((found) => found.system === one.key && found.kind === this.data.kind));
    if (unrated) { unrated.focus(); return this.#tell(t("Give the text a number from 0 to 100 first.")); }
    this.segments.finish(this.segment, this.segment.texts.map((text) => text.key));
    this.left.delete(this.segment.id);
    const words = this.data.kind === "mqm" ? t("Segment {n} finished: {points}.", { n: this.segment.position, points: pointsWords(total(this.data.weights, this.segment.marks)) }) : t("Segment {n} finished.", { n: this.segment.position });
    const list = this.segments.list;
    const next = [...list.slice(this.index + 1), ...list.slice(0, this.index)].find((one) => !one.finished);
    if (next) { this.open(list.indexOf(next)); return this.#announcer.say(words); }
    this.open(this.index, { isFocus: false });
    return this.finish();
  }

  step(by) {
    const index = this.index + by;
    if (this.segments.list[index]) return this.open(index);
    const page = document.querySelector(`.pager [rel=${by > 0 ? "next" : "prev"}]`);
    if (page) return location.assign(page.href);
    return this.#announcer.say(by > 0 ? t("This is the last segment.") : t("This is the first segment."));
  }

  // Never dead: it says what is missing and goes there.
  finish() {
    const missing = [...this.left].sort(([, one], [, other]) => one - other);
    if (!missing.length) return this.#tell(t("Every segment is finished."), { isFocus: true });
    const named = missing.slice(0, 8).map(([, position]) => number(position)).join(", ") + (missing.length > 8 ? " …" : "");
    const [id, position] = missing[0];
    const index = this.segments.list.findIndex((one) => one.id === id);
    const go = h("button", { class: "link-btn", type: "button", onclick: () => this.open(index) }, t("Go to {n}", { n: position }));
    this.#tell(tn("{n} segment left: {list}.", "{n} segments left: {list}.", missing.length, { list: named }), { more: index >= 0 ? go : null });
    if (index >= 0) this.open(index);
    return undefined;
  }

  #unlessFinished() { if (this.segment.finished) this.#tell(t("This segment was finished; the new error counts.")); }

  #tell(words, { more = null, isFocus = false } = {}) {
    this.#message.replaceChildren(words, ...(more ? [" ", more] : []));
    this.#message.hidden = false;
    if (isFocus) this.#message.focus();
    this.#announcer.say(words);
  }

  #showProgress() {
    const done = this.segments.list.filter((one) => one.finished).length;
    document.getElementById("desk-progress").textContent = t("{n} of {of} finished", { n: number(done), of: number(this.segments.list.length) });
  }

  #showSaved() {
    const n = this.sending.unsaved;
    const node = document.getElementById("desk-saved");
    node.dataset.unsaved = n;
    if (this.sending.isPaused) node.replaceChildren(`${t("Sign in again to go on saving")} `, h("a", { href: "/sign-in", target: "_blank" }, t("Sign in")), " ", h("button", { class: "link-btn", type: "button", onclick: () => this.sending.retry() }, t("Try again")));
    else node.textContent = n ? tn("{n} change kept on this device", "{n} changes kept on this device", n) : t("All changes saved");
  }

  #refused({ change, sentence, mark }) {
    const segment = this.segments.list.find((one) => one.id === change.segment);
    if (segment && change.kind === "mark" && !mark) this.segments.forget(segment, change.opId);
    if (segment && change.kind === "finish") { segment.finished = false; this.left.set(segment.id, segment.position); }
    this.#tell(sentence ?? t("This could not be saved. Reload the page."));
    this.draw();
  }
}

const shortened = (text) => (text.length > 40 ? `${text.slice(0, 38)}…` : text);
