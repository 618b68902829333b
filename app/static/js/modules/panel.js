// The panel beside the list: history of the segment with restore, and its questions. It follows the current segment.

import { newId, request } from "../lib/api.js";
import { h, icon } from "../lib/dom.js";
import { t, time } from "../lib/messages.js";
import { compare, marked } from "./marking.js";
import { read, showSigns } from "./rows.js";

const KINDS = () => ({
  edit: t("edited"), confirm: t("confirmed"), restore: t("restored"), replace: t("replaced"), split: t("split"), join: t("joined"),
  undo: t("undone"), approve: t("approved"), send_back: t("sent back"), cut: t("cut"), add: t("added"),
});

export class Panel {
  #bench;
  #node = document.getElementById("panel");
  #tab = "history";
  #isToNow = false;

  constructor(bench) {
    this.#bench = bench;
    this.#node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      this.#back();
    });
  }

  get isOpen() { return !this.#node.hidden; }

  // Opened by a person, the panel takes the focus; what arrives in it later never does.
  open(tab) {
    this.#tab = tab;
    this.#show(true);
    const drawn = this.#draw();
    const field = tab === "questions" ? this.#node.querySelector("textarea") : null;
    (field ?? this.#node.querySelector("[role=tab][aria-selected=true]")).focus();
    return drawn;
  }

  toggle(tab) {
    if (this.isOpen && this.#tab === tab && this.#node.contains(document.activeElement)) return this.#back();
    return this.open(tab);
  }

  close() { this.#show(false); }

  // Columns get another width; the current row stays where it is.
  #show(isOpen) {
    const { current, moving } = this.#bench;
    if (current) moving.keepPlace(current, () => { this.#node.hidden = !isOpen; });
    else this.#node.hidden = !isOpen;
  }

  // Another segment became the current one, or this one was saved.
  follow() {
    if (this.isOpen && !this.#node.contains(document.activeElement)) this.#draw();
  }

  #back() {
    this.close();
    const { editing, moving, current } = this.#bench;
    if (editing.entry) editing.entry.focus({ preventScroll: true });
    else if (current) moving.focusCell(current);
  }

  async #draw() {
    const row = this.#bench.current;
    const list = h("div", { class: "panel-list" });
    const body = h("div", { class: "panel-body", role: "tabpanel" });
    this.#node.replaceChildren(this.#head(), body);
    if (!row) return body.append(h("p", { class: "panel-note" }, t("Choose a segment in the list.")));
    const segment = read(row);
    // The box for a question is there at once: what is typed next must not land in the text.
    body.append(...(this.#tab === "questions" ? [this.#askForm(segment), list] : [list]));
    const nodes = await (this.#tab === "history" ? this.#history(row, segment) : this.#questions(row, segment)).catch(() => [h("p", { class: "panel-note" }, t("This needs a connection."))]);
    list.replaceChildren(...nodes);
    return undefined;
  }

  #head() {
    const tab = (name, words) => h("button", {
      class: "panel-tab", type: "button", role: "tab", "aria-selected": String(name === this.#tab), tabindex: name === this.#tab ? 0 : -1,
      onclick: () => this.open(name),
    }, words);
    const tabs = h("div", { role: "tablist" }, tab("history", t("History")), tab("questions", t("Questions")));
    tabs.addEventListener("keydown", (event) => {
      if (event.key === "ArrowLeft" || event.key === "ArrowRight") this.open(this.#tab === "history" ? "questions" : "history").then(() => this.#node.querySelector("[aria-selected=true]").focus());
    });
    return h("div", { class: "panel-head" }, tabs,
      h("button", { class: "btn btn-quiet btn-icon", type: "button", "aria-label": t("Close"), title: t("Close"), onclick: () => this.#back() }, icon("close")));
  }

  async #history(row, segment) {
    await this.#bench.saving.flush(segment.id);
    const { body } = await request("GET", `/segments/${segment.id}/revisions?limit=1000`);
    const all = [{ number: 0, text: segment.machine ?? "", author: t("Machine text"), made_at: null, kind: null }, ...(body.revisions ?? [])];
    const now = all.at(-1);
    const head = h("p", { class: "panel-note" }, t("Segment {n}. Compared with", { n: segment.position }), " ",
      h("button", { class: "link-btn", type: "button", onclick: () => { this.#isToNow = !this.#isToNow; this.#draw(); } },
        this.#isToNow ? t("the text as it is now") : t("the revision before")));
    const items = all.map((revision, index) => this.#revision(row, revision, this.#isToNow ? now : all[index - 1], now));
    return [head, h("ol", { class: "revisions", reversed: true }, ...items.reverse())];
  }

  #revision(row, revision, base, now) {
    const cell = row.querySelector(".cell.target");
    const isNow = revision === now;
    const difference = base && base !== revision ? compare(base.text, revision.text, cell.lang) : { pieces: [{ op: "equal", text: revision.text }], summary: "" };
    const restore = h("button", { class: "btn btn-small", type: "button", onclick: () => this.#restore(row, revision.number) }, icon("undo"), t("Restore this text"));
    return h("li", { class: "card" },
      h("div", { class: "revision-head" },
        h("b", {}, h("bdi", {}, revision.author)), revision.kind ? h("span", {}, KINDS()[revision.kind] ?? revision.kind) : null,
        revision.made_at ? h("time", { datetime: revision.made_at }, time(revision.made_at)) : null),
      h("p", { class: "revision-text", lang: cell.lang, dir: cell.dir }, h("span", { class: "vh", lang: document.documentElement.lang }, difference.summary), marked(difference.pieces, "old")),
      isNow || revision.text === now.text ? h("span", { class: "meta" }, isNow ? t("This is the text now.") : t("The same text as now.")) : restore);
  }

  // A restored text is a new revision and waits to be confirmed.
  async #restore(row, number) {
    this.#bench.editing.leave();
    const segment = read(row);
    await this.#bench.saving.flush(segment.id);
    const { status, body } = await request("POST", `/segments/${segment.id}/restore`, { number, base_revision: read(row).revision, op_id: newId() }).catch(() => ({ status: 0, body: {} }));
    if (status === 0 || status >= 400) return this.#bench.dock.tell(body.error ?? t("This needs a connection. Nothing was changed; try again when the server answers."), { isRefusal: true });
    this.#bench.arrived(body);
    this.#bench.editing.refresh(row);
    this.#bench.moving.open(row);
    this.#bench.dock.tell(t("Text restored, please confirm."));
    this.#bench.announcer.say(t("Text restored, please confirm."));
    return this.#draw();
  }

  async #questions(row, segment) {
    const { body } = await request("GET", `/segments/${segment.id}/questions`);
    const list = body.questions ?? [];
    this.#count(row, list.filter((question) => !question.resolved_at).length);
    return list.toReversed().map((question) => this.#question(row, question));
  }

  #askForm(segment) {
    const key = `question-${segment.id}`;
    const field = h("textarea", { class: "textarea", id: "question-text", rows: 3 });
    field.value = this.#bench.loose.get(key) ?? "";
    field.addEventListener("input", () => { this.#bench.loose.set(key, field.value); this.#bench.saving.keepLoose(key, field.value); });
    const send = async () => {
      if (!field.value.trim()) return field.focus();
      const { status, body } = await request("POST", `/segments/${segment.id}/questions`, { text: field.value }).catch(() => ({ status: 0, body: {} }));
      if (status !== 201) return this.#bench.announcer.shout(body.error ?? t("This needs a connection. Your question is kept."));
      this.#bench.loose.delete(key);
      this.#bench.saving.keepLoose(key, "");
      this.#bench.announcer.say(t("Question asked."));
      await this.#draw();
      return this.#node.querySelector("textarea")?.focus();
    };
    field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.isComposing && event.keyCode !== 229) { event.preventDefault(); event.stopPropagation(); send(); }
    });
    return h("div", { class: "card" },
      h("div", { class: "field" }, h("label", { for: "question-text" }, t("Ask about segment {n}", { n: segment.position })), field),
      h("p", { class: "row-of" }, h("button", { class: "btn", type: "button", onclick: send }, t("Ask"), h("kbd", {}, this.#bench.keyboard.name("Mod+Enter")))));
  }

  #question(row, question) {
    const resolve = async () => {
      const { status } = await request("POST", `/questions/${question.id}/resolve`, {}).catch(() => ({ status: 0 }));
      if (status < 300 && status) this.#draw();
    };
    return h("article", { class: `card question${question.resolved_at ? " resolved" : ""}` },
      h("div", { class: "revision-head" }, h("b", {}, h("bdi", {}, question.author)), h("time", { datetime: question.made_at }, time(question.made_at))),
      h("p", { class: "question-text", dir: "auto" }, question.text),
      question.resolved_at
        ? h("span", { class: "meta" }, t("Resolved by {who}", { who: question.resolved_by }))
        : h("button", { class: "btn btn-small", type: "button", onclick: resolve }, icon("check"), t("Resolved")));
  }

  #count(row, open) {
    const segment = read(row);
    if ((segment.open_questions ?? 0) === open) return;
    const { counts } = this.#bench.filters;
    this.#bench.filters.setCounts({ questions: counts.questions + Math.sign(open) - Math.sign(segment.open_questions ?? 0) });
    this.#bench.replace(row, { ...segment, open_questions: open }, { isNumberOnly: true });
    showSigns(row, read(row));
  }
}
