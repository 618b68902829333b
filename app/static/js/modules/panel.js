// The panel beside the list: tabs, of which the history of the segment with restore is one. It follows the current segment.

import { newId, request } from "../lib/api.js";
import { h, icon } from "../lib/dom.js";
import { t, time } from "../lib/messages.js";
import { compare, marked } from "./marking.js";
import { cameFrom, writers } from "./origins.js";
import { edgeOf } from "./resizing.js";
import { compareWith, read } from "./rows.js";

const KINDS = () => ({
  edit: t("edited"), confirm: t("confirmed"), restore: t("restored"), replace: t("replaced"), split: t("split"), join: t("joined"),
  undo: t("undone"), approve: t("approved"), send_back: t("sent back"), cut: t("cut"), add: t("added"),
});

export class Panel {
  #bench;
  #node = document.getElementById("panel");
  #tab = "history";
  #isToNow = false;
  #tabs = [];
  #edge = null;

  constructor(bench) {
    this.#bench = bench;
    this.add({ name: "history", title: () => t("History"), draw: (row, segment) => this.#history(row, segment) });
    this.#node.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || event.isComposing) return;
      event.stopPropagation();
      this.#back();
    });
  }

  get isOpen() { return !this.#node.hidden; }

  // A tab: {name, title(), draw(row, segment)} and, where it has them: top(row, segment) for what is there at once,
  // isShown(), isSteady for what does not depend on the segment.
  add(tab) { this.#tabs.push({ isShown: () => true, isSteady: false, top: () => null, ...tab }); }

  // Something arrived for a person who goes on working elsewhere.
  show(tab) {
    this.#tab = tab;
    this.#node.hidden = false;
    return this.redraw();
  }

  redraw() { return this.isOpen ? this.#draw() : undefined; }

  // The tabs' words changed, not what they hold.
  retitle() {
    for (const tab of this.#node.querySelectorAll("[role=tab]")) tab.textContent = this.#tabs.find(({ name }) => name === tab.dataset.tab)?.title() ?? "";
  }

  // Opened by a person, the panel takes the focus; what arrives in it later never does.
  open(tab) {
    this.#tab = tab;
    this.#show(true);
    const drawn = this.#draw();
    const field = this.#node.querySelector("textarea");
    (field ?? this.#node.querySelector("[role=tab][aria-selected=true]")).focus({ preventScroll: true });
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
    if (!current) {
      this.#node.hidden = !isOpen;
      return;
    }
    moving.keepPlace(current, () => { this.#node.hidden = !isOpen; });
    current.scrollIntoView({ block: "nearest" });
  }

  // Another segment became the current one, or this one was saved.
  follow() {
    if (this.isOpen && !this.#current.isSteady && !this.#node.contains(document.activeElement)) this.#draw();
  }

  get #current() { return this.#tabs.find(({ name }) => name === this.#tab) ?? this.#tabs[0]; }

  #back() {
    this.close();
    const { editing, moving, current } = this.#bench;
    if (editing.entry) editing.entry.focus({ preventScroll: true });
    else if (current) moving.focusCell(current);
  }

  async #draw() {
    const row = this.#bench.current;
    const tab = this.#current;
    const list = h("div", { class: "panel-list" });
    const body = h("div", { class: "panel-body", role: "tabpanel" });
    this.#edge ??= edgeOf(this.#node, (resize) => (this.#bench.current ? this.#bench.moving.keepPlace(this.#bench.current, resize) : resize()));
    this.#node.replaceChildren(this.#edge, this.#head(), body);
    if (!row && !tab.isSteady) return body.append(h("p", { class: "panel-note" }, t("Choose a segment in the list.")));
    const segment = row ? read(row) : null;
    // A box to write in is there at once: what is typed next must not land in the text.
    body.append(...[tab.top(row, segment), list].filter(Boolean));
    const nodes = await Promise.resolve(tab.draw(row, segment)).catch(() => [h("p", { class: "panel-note" }, t("This needs a connection."))]);
    list.replaceChildren(...nodes);
    return undefined;
  }

  #head() {
    const shown = this.#tabs.filter((tab) => tab.isShown());
    const button = ({ name, title }) => h("button", {
      class: "panel-tab", type: "button", role: "tab", "data-tab": name, "aria-selected": String(name === this.#tab), tabindex: name === this.#tab ? 0 : -1,
      onclick: () => this.open(name),
    }, title());
    const tabs = h("div", { role: "tablist" }, ...shown.map(button));
    tabs.addEventListener("keydown", (event) => {
      const isReversed = getComputedStyle(tabs).direction === "rtl";
      const by = { ArrowRight: isReversed ? -1 : 1, ArrowLeft: isReversed ? 1 : -1 }[event.key];
      if (!by) return;
      const at = shown.findIndex(({ name }) => name === this.#tab);
      Promise.resolve(this.open(shown.at((at + by) % shown.length).name)).then(() => this.#node.querySelector("[role=tab][aria-selected=true]").focus());
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
    const against = this.#against(row, all);
    const items = all.map((revision, index) => this.#revision(row, revision, this.#isToNow ? now : all[index - 1], now));
    const cell = row.querySelector(".cell.target");
    return [head, against, writers(segment, cell), h("ol", { class: "revisions", reversed: true }, ...items.reverse()), await cameFrom(segment, all, cell)].filter(Boolean);
  }

  // What the list shows the difference to: the machine text, the text confirmed last, or any revision.
  #against(row, all) {
    const settled = all.findLast(({ kind }) => kind === "confirm" || kind === "approve");
    const choices = [["", t("the machine text")], ...(settled ? [["settled", t("the confirmed text")]] : []),
      ...all.slice(1).map(({ number, author }) => [String(number), t("revision {n}, {author}", { n: number, author })])];
    const select = h("select", { class: "select", id: "against" }, ...choices.map(([value, words]) => h("option", { value, selected: value === (row.dataset.compared ?? "") }, words)));
    select.addEventListener("change", () => {
      const chosen = select.value === "settled" ? settled : all.find(({ number }) => String(number) === select.value);
      row.dataset.compared = select.value;
      compareWith(row, select.value && chosen ? { text: chosen.text, words: choices.find(([value]) => value === select.value)[1] } : null);
      this.#bench.editing.refresh(row);
    });
    return h("p", { class: "field" }, h("label", { for: "against" }, t("Compare this segment with")), select);
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
      isNow || revision.text === now.text ? h("span", { class: "meta" }, isNow ? t("This is the text now.") : t("The same text as now.")) : this.#bench.mayEdit ? restore : null);
  }

  // A restored text is a new revision and waits to be confirmed.
  async #restore(row, number) {
    this.#bench.editing.leave();
    const segment = read(row);
    await this.#bench.saving.flush(segment.id);
    if (this.#bench.conflicts.has(segment.id)) return this.#bench.conflicts.focus(segment.id);
    const { status, body } = await request("POST", `/segments/${segment.id}/restore`, { number, base_revision: read(row).revision, op_id: newId() }).catch(() => ({ status: 0, body: {} }));
    if (status === 0 || status >= 400) return this.#bench.dock.tell(body.error ?? t("This needs a connection. Nothing was changed; try again when the server answers."), { isRefusal: true });
    this.#bench.arrived(body);
    this.#bench.editing.refresh(row);
    this.#bench.moving.open(row);
    this.#bench.dock.tell(t("Text restored, please confirm."));
    this.#bench.announcer.say(t("Text restored, please confirm."));
    return this.#draw();
  }
}
