// Where sentences begin and end: split, join, cut, add, paragraphs, leaving out, editorial. Each is a batch with one undo.

import { fragment, newId, request } from "../lib/api.js";
import { toCodePoints } from "../lib/codepoints.js";
import { h } from "../lib/dom.js";
import { t } from "../lib/messages.js";
import { fill, newRow, read } from "./rows.js";

export class Structure {
  #bench;
  #done;
  #undone = [];

  constructor(bench) {
    this.#bench = bench;
    this.#done = remembered(bench);
  }

  get canUndo() { return this.#done.length > 0; }

  async split(row = this.#bench.current) {
    const entry = row.querySelector(".entry");
    if (!entry) return this.#bench.dock.tell(t("Open the segment and put the caret where the second sentence begins."));
    const offset = toCodePoints(entry.value, entry.selectionStart);
    return this.#act(row, "split", { offset }, ({ segments }) => segments.at(-1)?.id);
  }

  join(row = this.#bench.current) {
    const at = this.#bench.saving.textOf(read(row)).length;
    const following = row.nextElementSibling;
    return this.#act(row, "join", { with: "next" }, ({ segments }) => segments[0]?.id, { also: following, caret: { start: at, end: at } });
  }

  cut(row = this.#bench.current) {
    if (read(row).cut) return this.#act(row, "put-back", {}, () => read(row).id);
    return this.#act(row, "cut", {}, () => nextOf(row));
  }

  leaveOut(row = this.#bench.current) {
    const { left_out: isOut, cut } = read(row);
    if (cut) return this.cut(row);
    return this.#act(row, "leave-out", { left_out: !isOut }, () => (isOut ? read(row).id : nextOf(row)));
  }

  editorial(row = this.#bench.current) {
    return this.#act(row, "editorial", { editorial: !read(row).editorial }, () => read(row).id);
  }

  flag(row = this.#bench.current) {
    return this.#act(row, "flag", { flagged: !read(row).flagged }, () => read(row).id);
  }

  lock(row = this.#bench.current) {
    return this.#act(row, "lock", { locked: !read(row).locked }, () => read(row).id);
  }

  // For a text that does not run as its language does.
  direction(row = this.#bench.current) {
    const other = getComputedStyle(row.querySelector(".cell.target")).direction === "rtl" ? "ltr" : "rtl";
    return this.#act(row, "direction", { direction: read(row).direction ? null : other }, () => read(row).id);
  }

  // One control for both: a segment at the start of a paragraph joins the one before, any other begins a paragraph.
  paragraph(row = this.#bench.current) {
    return this.#act(row, "paragraph", { break: !row.classList.contains("starts-paragraph") }, () => read(row).id);
  }

  // A box for a sentence of one's own; what is typed there is kept like everything else.
  add(row = this.#bench.current, text = "") {
    this.#bench.editing.leave();
    const key = `after-${read(row).id}`;
    const open = row.querySelector(".add-form textarea");
    if (open) return open.focus();
    const cell = row.querySelector(".cell.target");
    const entry = h("textarea", { class: "entry-static text", lang: cell.lang, dir: cell.dir, "aria-label": t("New sentence after segment {n}", { n: read(row).position }) });
    entry.value = text;
    const close = () => { this.#bench.saving.keepLoose(key, ""); form.remove(); this.#bench.moving.focusCell(row); };
    const send = async () => {
      if (!entry.value.trim()) return entry.focus();
      return this.#act(row, "add", { text: entry.value, where: "after" }, ({ segments }) => {
        this.#bench.saving.keepLoose(key, "");
        form.remove();
        return segments.at(-1)?.id;
      });
    };
    entry.addEventListener("input", () => this.#bench.saving.keepLoose(key, entry.value));
    const form = h("div", { class: "extra add-form" }, entry, h("div", { class: "row-of" },
      h("button", { class: "btn", type: "button", onclick: send }, t("Add the sentence"), h("kbd", {}, this.#bench.keyboard.name("Mod+Enter"))),
      h("button", { class: "btn btn-quiet", type: "button", onclick: close }, t("Cancel"))));
    form.addEventListener("keydown", (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      if (event.key === "Escape") { event.stopPropagation(); close(); }
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.altKey) { event.preventDefault(); event.stopPropagation(); send(); }
    });
    row.append(form);
    entry.focus();
    this.#bench.moving.scrollTo(row);
    return undefined;
  }

  // Undo outside text: the last action on the document.
  undo() { return this.#reverse(this.#done, this.#undone, t("Nothing more to undo from this tab. The document's history can undo what came before.")); }
  redo() { return this.#reverse(this.#undone, this.#done, t("Nothing to redo in this document.")); }

  async #reverse(from, to, none) {
    const last = from.at(-1);
    if (!last) return this.#bench.say(none);
    this.#bench.editing.leave();
    await this.#bench.saving.flush();
    const { status, body } = await this.#request(`/batches/${last.id}/undo`, { op_id: newId() });
    if (status >= 400 || status === 0) return this.#refused(status, body);
    from.pop();
    to.push({ id: body.batch.id, ids: body.segments.map((segment) => segment.id) });
    remember(this.#bench, this.#done);
    const anchor = last.ids.map((id) => this.#bench.row(id)).find(Boolean);
    await this.#took(body, anchor, (answer) => answer.segments[0]?.id);
    this.#bench.dock.tell(body.batch.summary);
    this.#bench.announcer.say(body.batch.summary);
    return undefined;
  }

  // One action on several rows: one batch, one undo.
  async many(rows, action, values) {
    this.#bench.editing.leave();
    await this.#bench.saving.flush();
    const segments = rows.map(read).map(({ id, revision }) => ({ id, revision }));
    const { status, body } = await this.#request(`/documents/${this.#bench.id}/${action}`, { ...values, segments, op_id: newId() });
    if (status >= 400 || status === 0) {
      this.#refused(status, body);
      return false;
    }
    this.#did(body);
    await this.#took(body, rows[0], () => read(rows.at(-1)).id);
    this.#tell([body.batch.summary, ...body.skipped].join(". "));
    return true;
  }

  #did(body) {
    this.#done.push({ id: body.batch.id, ids: body.segments.map((segment) => segment.id) });
    this.#undone = [];
    remember(this.#bench, this.#done);
  }

  #tell(what) {
    this.#bench.dock.tell(what, { canUndo: true });
    this.#bench.announcer.say(t("{what}. Press Control Z outside the text to undo.", { what }));
  }

  // What was typed is saved first, so that the server acts on the text that the person sees.
  async #act(row, action, values, whereNext, { also = null, caret = null } = {}) {
    const { id } = read(row);
    const hadFocus = this.#bench.editing.row !== null;
    this.#bench.editing.leave();
    await this.#bench.saving.flush(id);
    if (also) await this.#bench.saving.flush(read(also).id);
    const { status, body } = await this.#request(`/segments/${id}/${action}`, { ...values, base_revision: read(row).revision, op_id: newId() });
    if (status >= 400 || status === 0) {
      if (hadFocus) this.#bench.moving.open(row);
      else this.#bench.moving.focusCell(row);
      this.#refused(status, body);
      return false;
    }
    this.#did(body);
    await this.#took(body, row, whereNext, { hadFocus, caret });
    this.#tell(body.batch.summary);
    return true;
  }

  async #request(path, values) {
    try {
      return await request("POST", path, values);
    } catch {
      return { status: 0, body: {} };
    }
  }

  #refused(status, body) {
    const words = status === 0 ? t("This needs a connection. Nothing was changed; try again when the server answers.") : body.error;
    this.#bench.dock.tell(words, { isRefusal: true });
    this.#bench.announcer.shout(words);
  }

  async #took(body, anchor, whereNext, { hadFocus = false, caret = null } = {}) {
    const next = whereNext(body);
    this.#place(body, anchor);
    await this.#renumber();
    if (body.document) this.#bench.filters.setCounts(body.document.counts);
    if (body.document) this.#bench.filters.setSentence(body.document.score_sentence);
    this.#bench.filters.look();
    const row = this.#bench.row(next) ?? this.#bench.rows()[0];
    if (!row) return;
    if (hadFocus && !read(row).left_out) this.#bench.moving.open(row, { caret });
    else this.#bench.moving.focusCell(row);
  }

  #place({ segments, removed }, anchor) {
    let last = anchor;
    const changed = new Set(segments.map((segment) => segment.id));
    const gone = removed.map((id) => this.#bench.row(id)).filter(Boolean);
    const added = segments.filter((segment) => !this.#bench.row(segment.id)).length;
    const from = Math.min(...segments.map((segment) => segment.position));
    this.#shift(from, added - gone.length, new Set([...changed, ...removed]));
    for (const segment of [...segments].sort((one, other) => one.position - other.position)) {
      const known = this.#bench.row(segment.id);
      if (known) fill(known, { ...read(known), ...segment });
      else if (last) {
        const row = newRow(last, segment);
        const isBefore = read(last).position > segment.position;
        if (isBefore) last.before(row);
        else last.after(row);
        last = row;
      }
    }
    gone.forEach((row) => row.remove());
  }

  // What follows gets its new number at once.
  #shift(from, by, except) {
    if (by === 0) return;
    for (const row of this.#bench.rows()) {
      const segment = read(row);
      if (segment.position < from || except.has(segment.id)) continue;
      this.#bench.replace(row, { ...segment, position: segment.position + by }, { isNumberOnly: true });
    }
  }

  // Numbers and paragraphs of everything that follows are the server's; texts in the page stay as they are.
  async #renumber() {
    const content = await fragment(this.#bench.filters.path({ page: this.#bench.moving.page })).catch(() => null);
    for (const fresh of content?.querySelectorAll(".row") ?? []) {
      const row = this.#bench.row(fresh.dataset.id);
      if (!row) continue;
      const { position, paragraph, revision } = JSON.parse(fresh.dataset.segment);
      const segment = read(row);
      if (segment.position !== position || segment.paragraph !== paragraph) {
        this.#bench.replace(row, { ...segment, position, paragraph, revision: Math.max(revision, segment.revision) }, { isNumberOnly: true });
      }
      row.classList.toggle("starts-paragraph", fresh.classList.contains("starts-paragraph"));
    }
  }
}

// What was done in this tab, so that a reload leaves it undoable.
const MOST = 100;
const placeOf = ({ id, person }) => `stet-done-${person.id}-${id}`;

function remember(bench, done) {
  try { sessionStorage.setItem(placeOf(bench), JSON.stringify(done.slice(-MOST))); } catch { /* storage is switched off */ }
}

function remembered(bench) {
  try { return JSON.parse(sessionStorage.getItem(placeOf(bench))) ?? []; } catch { return []; }
}

function nextOf(row) {
  const next = row.nextElementSibling ?? row.previousElementSibling;
  return next ? read(next).id : read(row).id;
}
