// Opening a segment: a see-through textarea lies exactly over its text, which goes on below it as the marked difference.

import { newId, request } from "../lib/api.js";
import { h } from "../lib/dom.js";
import { t } from "../lib/messages.js";
import { preferences } from "../lib/preferences.js";
import { UndoStack } from "../lib/undo.js";
import { isHeard, LONG, plainLength } from "./marking.js";
import { read, sameText, showSigns, showState, showText, stateOf } from "./rows.js";

const KEPT_OPEN = 50;

export class Editing {
  #bench;
  #desks = new Map();
  #visited = [];
  #later = null;
  row = null;

  constructor(bench) {
    this.#bench = bench;
    const { grid } = bench;
    grid.addEventListener("click", (event) => this.#clicked(event));
    grid.addEventListener("beforeinput", (event) => this.#before(event));
    grid.addEventListener("input", (event) => this.#input(event));
    grid.addEventListener("compositionstart", (event) => this.#composing(event, true));
    grid.addEventListener("compositionend", (event) => this.#composing(event, false));
  }

  get entry() { return this.row?.querySelector(".entry") ?? null; }
  get segment() { return this.row ? read(this.row) : null; }

  // caret: {start, end}, or null for where it was last time, at first the start of the text.
  open(row, { caret = null } = {}) {
    const segment = read(row);
    if (segment.locked || !this.#bench.mayEdit) return this.#bench.moving.focusCell(row);
    if (row !== this.row) {
      this.leave();
      this.#show(row, segment);
    }
    const { entry } = this;
    const { start, end } = caret ?? this.#desk(segment).selection ?? { start: 0, end: 0 };
    entry.focus({ preventScroll: true });
    entry.setSelectionRange(start, end);
    this.#bench.setCurrent(row);
  }

  // Leaving never discards: a changed text becomes a revision.
  leave() {
    const { row, entry } = this;
    if (!row) return;
    const segment = read(row);
    clearTimeout(this.#later);
    this.#desk(segment).selection = { start: entry.selectionStart, end: entry.selectionEnd };
    this.row = null;
    entry.hidden = true;
    row.classList.remove("open");
    this.#store(row, segment, entry.value);
  }

  confirm({ row = this.#bench.current } = {}) {
    const segment = read(row);
    if (segment.locked || segment.left_out || segment.cut) return false;
    const text = row === this.row ? this.entry.value : this.#bench.saving.textOf(segment);
    const kept = sameText(text, segment.text) ? segment.text : text;
    const isDone = segment.text === kept && ["confirmed", "approved"].includes(segment.state);
    if (isDone) this.#bench.saving.takeBack(segment);
    else this.#bench.saving.save(segment, kept, { confirm: true });
    if (!isDone) this.#becomes(row, segment, { text: kept, state: "confirmed" });
    this.#bench.announcer.say(t("Segment {n} confirmed.", { n: segment.position }), { isRoutine: true });
    return true;
  }

  // A segment that is confirmed already goes back to be worked on; its text stays.
  async confirmOrReopen({ row = this.#bench.current } = {}) {
    if (!row) return;
    const segment = read(row);
    const isDone = ["confirmed", "approved"].includes(segment.state) && sameText(segment.text, row === this.row ? this.entry.value : this.#bench.saving.textOf(segment));
    if (!isDone) {
      this.confirm({ row });
      return;
    }
    await this.#bench.saving.flush(segment.id);
    const { status, body } = await request("POST", `/segments/${segment.id}/reopen`, { base_revision: read(row).revision, op_id: newId() }).catch(() => ({ status: 0, body: {} }));
    if (status === 0 || status >= 400) {
      this.#bench.dock.tell(body.error ?? t("This needs a connection. Nothing was changed; try again when the server answers."), { isRefusal: true });
      return;
    }
    this.#bench.arrived(body);
    this.refresh(row);
    this.#bench.announcer.say(t("Segment {n} reopened.", { n: segment.position }), { isRoutine: true });
  }

  // A change by the program: one step of the segment's own undo.
  apply(text, { start = text.length, end = start } = {}) {
    const { entry, segment } = this;
    const before = selection(entry);
    setValue(entry, text, { start, end });
    this.#desk(segment).stack.applyStep(text, { before, after: { start, end } });
    this.#typed();
  }

  undo() { this.#step("undo", t("Nothing to undo in this segment.")); }
  redo() { this.#step("redo", t("Nothing to redo in this segment.")); }

  // The stored text changed under a segment that nobody types in here.
  refresh(row) {
    const segment = read(row);
    const text = this.#bench.saving.textOf(segment);
    const isOpen = row === this.row;
    if (isOpen && this.entry.value !== text) {
      const at = selection(this.entry);
      this.#desk(segment).stack.applyStep(text, { before: at, after: at });
      setValue(this.entry, text, at);
    }
    this.#look(row, segment, text, isOpen);
    if (isOpen) this.#bench.view.fit();
  }

  // After the rows of the page were replaced.
  dropped() { this.row = null; this.#visited = []; }

  #show(row, segment) {
    const text = this.#bench.saving.textOf(segment);
    const entry = row.querySelector(".entry") ?? this.#newEntry(row, segment);
    this.row = row;
    row.classList.add("open");
    entry.hidden = false;
    const desk = this.#desk(segment);
    if (desk.stack.text !== text) desk.stack.applyStep(text, { before: desk.selection, after: { start: 0, end: 0 } });
    if (entry.value !== text) entry.value = text;
    this.#look(row, segment, text, true);
    this.#bench.view.fit();
    this.#remember(row);
  }

  #newEntry(row, segment) {
    const cell = row.querySelector(".cell.target");
    const describedBy = `about-${segment.id}`;
    const entry = h("textarea", {
      class: "entry", rows: 1, lang: cell.lang, dir: cell.dir, spellcheck: String(preferences.spellcheck), autocomplete: "off", autocapitalize: "sentences",
      "aria-label": this.#bench.targetName
        ? t("Segment {n}, {language} text", { n: segment.position, language: this.#bench.targetName })
        : t("Segment {n}, text", { n: segment.position }),
      "aria-describedby": describedBy,
    });
    row.querySelector(".box").append(entry);
    if (!row.querySelector(".about")) cell.append(h("span", { class: "vh about", id: describedBy, lang: document.documentElement.lang }));
    return entry;
  }

  // At most fifty boxes stay in the page; the others' undo histories stay.
  #remember(row) {
    this.#visited = [...this.#visited.filter((other) => other !== row), row];
    if (this.#visited.length > KEPT_OPEN) this.#visited.shift().querySelector(".entry")?.remove();
  }

  #desk(segment) {
    if (!this.#desks.has(segment.id)) {
      this.#desks.set(segment.id, { stack: new UndoStack(this.#bench.saving.textOf(segment)), selection: null, before: null });
    }
    return this.#desks.get(segment.id);
  }

  #store(row, segment, text) {
    if (sameText(text, segment.text)) this.#bench.saving.takeBack(segment);
    else {
      const state = sameText(text, segment.machine) ? "todo" : "edited";
      this.#bench.saving.save(segment, text, { state });
      this.#becomes(row, segment, { text, state });
      return;
    }
    this.#look(row, segment, segment.text, false);
  }

  // What the segment will be, shown at once; the server's word follows.
  #becomes(row, segment, change) {
    const next = { ...segment, ...change, pieces: change.text === segment.text ? segment.pieces : null, summary: null };
    this.#bench.replace(row, next);
    this.#look(row, next, next.text, row === this.row);
  }

  #look(row, segment, text, isOpen) {
    const summary = showText(row, text, segment, { isOpen });
    const isTyped = !sameText(text, segment.text);
    const now = isTyped ? { ...segment, state: sameText(text, segment.machine) ? "todo" : "edited", author: null } : segment;
    showState(row, now);
    showSigns(row, segment, { draft: isTyped && !isOpen });
    const about = row.querySelector(".about");
    if (about && isOpen) about.textContent = [stateOf(now) + ".", summary].join(" ");
    if (isOpen) this.#bench.dock?.about(now, text, summary);
  }

  #clicked(event) {
    const box = event.target.closest(".cell.target, .cell.machine, .cell.number, .cell.source");
    const row = event.target.closest(".row:not(.head)");
    if (!row || !box || event.target.closest(".extra") || event.target === this.entry) return;
    if (!getSelection().isCollapsed) return this.#bench.setCurrent(row);
    if (!box.matches(".target")) return row.contains(this.entry) ? null : this.#bench.moving.focusCell(row, box);
    const caret = caretAt(row.querySelector(".shown"), event.clientX, event.clientY);
    this.#bench.moving.keepPlace(row, () => this.open(row, { caret }));
  }

  #before(event) {
    if (!event.target.matches(".entry")) return;
    if (event.inputType.startsWith("history")) {
      event.preventDefault();
      if (event.inputType === "historyUndo") this.undo();
      else this.redo();
      return;
    }
    if (!event.isComposing) this.#desk(this.segment).before = selection(event.target);
  }

  #input(event) {
    if (event.target !== this.entry) return;
    if (!event.isComposing) this.#record(event);
    this.#typed({ isComposing: event.isComposing });
  }

  #record({ inputType = "", data = "" }) {
    const { entry } = this;
    const desk = this.#desk(this.segment);
    const kind = inputType === "insertText" ? "type" : inputType.startsWith("deleteContent") ? "delete" : "";
    desk.stack.record(entry.value, { kind, data: data ?? "", before: desk.before, after: selection(entry) });
  }

  // One composition is one step, written when it ends.
  #composing(event, isStart) {
    if (event.target !== this.entry) return;
    const desk = this.#desk(this.segment);
    if (isStart) {
      desk.before = selection(event.target);
      return;
    }
    desk.stack.record(this.entry.value, { before: desk.before, after: selection(this.entry) });
    this.#typed();
  }

  #typed({ isComposing = false } = {}) {
    const { row, entry, segment } = this;
    const text = entry.value;
    if (sameText(text, segment.text) && !isComposing) this.#bench.saving.takeBack(segment);
    else this.#bench.saving.typed(segment, text, selection(entry));
    clearTimeout(this.#later);
    if (isComposing || text.length > LONG) {
      row.querySelector(".shown").textContent = text + "\u200b";
      if (!isComposing) this.#later = setTimeout(() => this.#look(row, segment, text, true), 150);
      return;
    }
    this.#look(row, segment, text, true);
  }

  #step(direction, limit) {
    const step = this.#desk(this.segment).stack[direction]();
    if (!step) return this.#bench.say(limit);
    setValue(this.entry, step.text, step);
    this.#typed();
  }
}

const selection = (entry) => ({ start: entry.selectionStart, end: entry.selectionEnd });

function setValue(entry, text, { start, end }) {
  entry.value = text;
  entry.setSelectionRange(start, end);
}

// Where in the text a click was, so that the caret stands under the pointer.
function caretAt(shown, x, y) {
  const at = document.caretPositionFromPoint?.(x, y);
  const range = at ? null : document.caretRangeFromPoint?.(x, y);
  const node = at?.offsetNode ?? range?.startContainer;
  if (!node || !shown.contains(node)) return null;
  const start = offsetIn(shown, node, at?.offset ?? range.startOffset);
  return { start, end: start };
}

function offsetIn(shown, node, offset) {
  let sum = 0;
  const walker = document.createTreeWalker(shown, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { currentNode } = walker;
    if (isHeard(currentNode.parentElement)) continue;
    if (currentNode === node) return sum + offset;
    sum += plainLength(currentNode);
  }
  return sum;
}
