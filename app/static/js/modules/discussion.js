// Questions and comments about a segment: a tab of the panel. Who is named with @ finds it waiting; what is new is counted.

import { request } from "../lib/api.js";
import { h, icon } from "../lib/dom.js";
import { t, time, tn } from "../lib/messages.js";
import { Completion } from "./completion.js";
import { read, showSigns } from "./rows.js";

export class Discussion {
  #bench;
  #people = [];
  #unread = new Map();

  constructor(bench) {
    this.#bench = bench;
    bench.panel.add({
      name: "questions", title: () => this.#title(), top: (row, segment) => (bench.mayEdit ? this.#form(segment) : null), draw: (row, segment) => this.#list(row, segment),
    });
    if (bench.isShared) this.start();
  }

  async start() {
    const { body } = await request("GET", "/people").catch(() => ({ body: {} }));
    this.#people = (body.people ?? []).map(({ name }) => name);
    await this.count();
  }

  // How much of others is unread, asked again after news.
  async count() {
    if (!this.#bench.isShared) return;
    const { status, body } = await request("GET", `/documents/${this.#bench.id}/unread`).catch(() => ({ status: 0 }));
    if (status !== 200) return;
    const before = this.#unread;
    this.#unread = new Map(body.segments.map(({ segment_id: id, unread }) => [id, unread]));
    for (const id of new Set([...before.keys(), ...this.#unread.keys()])) this.#sign(id);
    this.#bench.panel.retitle();
  }

  unreadIn(id) { return this.#unread.get(id) ?? 0; }

  #title() {
    const name = this.#bench.isShared ? t("Comments") : t("Questions");
    const fresh = [...this.#unread.values()].reduce((sum, n) => sum + n, 0);
    return fresh ? tn("{name} ({n} new)", "{name} ({n} new)", fresh, { name }) : name;
  }

  #sign(id) {
    const row = this.#bench.row(id);
    if (!row) return;
    const segment = { ...read(row), unread: this.#unread.get(id) ?? 0 };
    this.#bench.replace(row, segment, { isNumberOnly: true });
    showSigns(row, segment);
  }

  async #list(row, segment) {
    const { body } = await request("GET", `/segments/${segment.id}/questions`);
    const list = body.questions ?? [];
    const fresh = this.#unread.get(segment.id) ?? 0;
    const isNew = new Set(list.filter(({ author }) => author !== this.#bench.person.name).slice(-fresh || list.length).map(({ id }) => id));
    if (fresh) this.#markRead(segment.id);
    this.#keepCounts(row, list);
    return list.toReversed().map((entry) => this.#entry(entry, { isNew: isNew.has(entry.id) }));
  }

  #markRead(id) {
    this.#unread.delete(id);
    this.#sign(id);
    this.#bench.panel.retitle();
    request("POST", `/segments/${id}/questions/read`, {}).catch(() => {});
  }

  // A question waits for an answer; a comment does not.
  #form(segment) {
    const { loose, saving, keyboard, isShared } = this.#bench;
    const key = `question-${segment.id}`;
    const field = h("textarea", { class: "textarea", id: "question-text", rows: 3 });
    field.value = loose.get(key) ?? "";
    field.addEventListener("input", () => { loose.set(key, field.value); saving.keepLoose(key, field.value); });
    const completion = isShared ? new Completion(field, this.#people.filter((name) => name !== this.#bench.person.name)) : null;
    const send = (kind) => this.#send(segment, field, kind, key);
    field.addEventListener("keydown", (event) => {
      if (event.defaultPrevented || event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      event.stopPropagation();
      send("question");
    });
    return h("div", { class: "card" },
      h("div", { class: "field" },
        h("label", { for: "question-text" }, isShared ? t("Ask or comment on segment {n}", { n: segment.position }) : t("Ask about segment {n}", { n: segment.position })),
        isShared ? h("span", { class: "hint" }, t("@ names a colleague.")) : null, field, completion?.list),
      h("p", { class: "row-of" },
        h("button", { class: "btn", type: "button", onclick: () => send("question") }, t("Ask"), h("kbd", {}, keyboard.name("Mod+Enter"))),
        isShared ? h("button", { class: "btn btn-quiet", type: "button", onclick: () => send("comment") }, t("Comment")) : null));
  }

  async #send(segment, field, kind, key) {
    if (!field.value.trim()) return field.focus();
    const { status, body } = await request("POST", `/segments/${segment.id}/questions`, { text: field.value, kind }).catch(() => ({ status: 0, body: {} }));
    if (status !== 201) return this.#bench.announcer.shout(body.error ?? t("This needs a connection. Your question is kept."));
    this.#bench.loose.delete(key);
    this.#bench.saving.keepLoose(key, "");
    this.#unread.delete(segment.id);
    this.#bench.announcer.say(kind === "comment" ? t("Comment added.") : t("Question asked."));
    await this.#bench.panel.redraw();
    return document.getElementById("question-text")?.focus();
  }

  #entry(entry, { isNew }) {
    const act = (verb) => async () => {
      const { status } = await request("POST", `/questions/${entry.id}/${verb}`, {}).catch(() => ({ status: 0 }));
      if (status === 200) await this.#bench.panel.redraw();
    };
    const isDone = Boolean(entry.resolved_at);
    return h("article", { class: `card question${isDone ? " resolved" : ""}` },
      h("div", { class: "revision-head" }, h("b", {}, h("bdi", {}, entry.author)),
        this.#bench.isShared ? h("span", {}, entry.kind === "comment" ? t("comment") : t("question")) : null,
        isNew ? h("span", { class: "tag warn" }, t("New")) : null,
        h("time", { datetime: entry.made_at }, time(entry.made_at))),
      h("p", { class: "question-text", dir: "auto" }, ...this.#withNames(entry.text)),
      isDone
        ? h("p", { class: "row-of meta" }, t("Resolved by {who}", { who: entry.resolved_by }), h("button", { class: "link-btn", type: "button", onclick: act("reopen") }, t("Open again")))
        : h("button", { class: "btn btn-small", type: "button", onclick: act("resolve") }, icon("check"), t("Resolved")));
  }

  #withNames(text) {
    const names = [...this.#people].sort((one, other) => other.length - one.length).map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
    if (!names.length) return [text];
    const parts = text.split(new RegExp(`([@＠](?:${names.join("|")}))`, "iu"));
    return parts.map((part, index) => (index % 2 ? h("b", { class: "mention" }, h("bdi", {}, part)) : part));
  }

  #keepCounts(row, list) {
    const open = list.filter(({ resolved_at: at }) => !at);
    const questions = open.filter(({ kind }) => kind === "question").length;
    const comments = open.length - questions;
    const segment = read(row);
    const before = segment.open_questions ?? 0;
    if (before === questions && (segment.open_comments ?? 0) === comments) return;
    const { counts } = this.#bench.filters;
    this.#bench.filters.setCounts({ questions: counts.questions + Math.sign(questions) - Math.sign(before) });
    this.#bench.replace(row, { ...segment, open_questions: questions, open_comments: comments }, { isNumberOnly: true });
    showSigns(row, read(row));
  }
}
