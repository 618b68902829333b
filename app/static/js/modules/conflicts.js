// Two versions of one segment: mine, theirs, both combined. Whatever is chosen, the other one is in the history.

import { request } from "../lib/api.js";
import { h, icon } from "../lib/dom.js";
import { t } from "../lib/messages.js";
import { preferences } from "../lib/preferences.js";
import { isComposing } from "./keyboard.js";
import { compare, marked } from "./marking.js";
import { read, showState } from "./rows.js";

export class Conflicts {
  #bench;
  #open = new Map();

  constructor(bench) {
    this.#bench = bench;
    bench.saving.addEventListener("conflict", ({ detail: { change, body } }) => {
      this.show(change.segment, { mine: change.text, confirm: change.confirm, current: body.current, merged: body.merged });
    });
    document.addEventListener("keydown", (event) => this.#pressed(event));
  }

  // The digits of a card act on the card, and on the cells of its row while no text is open there.
  #pressed(event) {
    const row = event.target.closest?.(".row.conflicting");
    if (!row || event.defaultPrevented || isComposing(event) || event.ctrlKey || event.altKey || event.metaKey) return;
    const isCard = event.target.matches(".conflict-card, .conflict-card *");
    if (!isCard && !(preferences.single_keys && event.target.matches(".cell"))) return;
    const choice = this.#choices(this.#open.get(read(row).id))[Number(event.key) - 1];
    if (choice) { event.preventDefault(); this.choose(row, choice.text); }
  }

  focus(id) {
    const row = this.#bench.row(id);
    if (!row) return this.#bench.moving.toSegment(id);
    row.scrollIntoView({ block: "center" });
    return row.querySelector(".conflict-card")?.focus();
  }

  has(id) { return this.#open.has(id); }

  show(id, conflict) {
    this.#open.set(id, conflict);
    const row = this.#bench.row(id);
    if (row) this.draw(row);
  }

  draw(row) {
    const segment = read(row);
    const conflict = this.#open.get(segment.id);
    row.querySelector(".conflict-card")?.remove();
    row.classList.toggle("conflicting", Boolean(conflict));
    showState(row, segment);
    if (!conflict) return;
    const wasHere = this.#bench.editing.row === row;
    row.append(this.#card(row, segment, conflict));
    const { author } = conflict.current;
    this.#bench.announcer.shout(t("Two versions of segment {n}. Press 1 for yours, 2 for {author}'s, 3 for combined.", { n: segment.position, author }));
    if (wasHere) row.querySelector(".conflict-card").focus({ preventScroll: false });
  }

  #choices({ mine, current, merged }) {
    const { author } = current;
    const isOwn = author === this.#bench.person.name;
    const isThird = merged !== null && merged !== undefined && merged !== mine && merged !== current.text;
    return [
      { who: isOwn ? t("Yours, here") : t("Yours"), text: mine, button: isOwn ? t("From here") : t("Mine") },
      { who: isOwn ? t("Yours, elsewhere") : author, text: current.text, button: isOwn ? t("From elsewhere") : t("{author}'s", { author }) },
      ...(isThird ? [{ who: t("Both combined"), text: merged, button: t("Combined") }] : []),
    ];
  }

  #card(row, segment, conflict) {
    const lang = row.querySelector(".cell.target").lang;
    const dir = row.querySelector(".cell.target").dir;
    const { mine, current } = conflict;
    const choices = this.#choices(conflict);
    const card = h("section", { class: "extra conflict-card", tabindex: "-1", "aria-label": t("Two versions of segment {n}", { n: segment.position }) },
      h("h3", {}, icon("conflict"), t("Two versions of this segment")),
      h("ol", { class: "versions" }, ...choices.map(({ who, text }, index) => h("li", {}, h("b", {}, String(index + 1)), h("bdi", {}, who),
        h("span", { class: "text", lang, dir }, version(current.text === text ? mine : current.text, text, lang))))),
      h("p", { class: "row-of" }, h("span", {}, t("Keep")),
        ...choices.map(({ button, text }, index) => h("button", { class: "btn", type: "button", onclick: () => this.choose(row, text) }, h("kbd", {}, String(index + 1)), button)),
        h("span", { class: "meta" }, t("Esc: decide later. The other version stays in History."))));
    card.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !isComposing(event)) { event.stopPropagation(); this.#bench.moving.focusCell(row); }
    });
    return card;
  }

  // My version is stored first wherever it is not the one that stays, so that it can be found in the history.
  async choose(row, text) {
    const segment = read(row);
    const { mine, current, confirm } = this.#open.get(segment.id);
    this.#open.delete(segment.id);
    this.#bench.saving.release(segment.id);
    const kept = { ...segment, revision: current.number, text: current.text, state: current.state ?? segment.state, author: current.author };
    this.#bench.replace(row, kept);
    if (text !== mine) this.#bench.saving.save(kept, mine, { state: "edited", mustStay: true });
    const isConfirmed = Boolean(confirm) || ["confirmed", "approved"].includes(current.state);
    this.#bench.saving.save(kept, text, { confirm: isConfirmed });
    this.#bench.replace(row, { ...kept, text, state: isConfirmed ? "confirmed" : "edited" });
    this.draw(row);
    this.#bench.editing.refresh(row);
    this.#bench.moving.open(row);
  }

  // What was typed against an older text (found in the journal or as a draft) is a conflict that nobody sent yet.
  async fromOlder(row, mine) {
    const { id } = read(row);
    const { body } = await request("GET", `/segments/${id}/revisions`);
    const current = body.revisions?.at(-1);
    if (current) this.show(id, { mine, confirm: false, current, merged: null });
  }
}

// What is particular to a version is marked, unless that is nearly all of it.
function version(other, text, lang) {
  const { pieces } = compare(other, text, lang);
  const equal = pieces.reduce((sum, piece) => sum + (piece.op === "equal" ? piece.text.length : 0), 0);
  return equal < text.length * 0.4 ? text : marked(pieces, "new", { isSpoken: false });
}
