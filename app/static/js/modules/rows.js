// A row and its segment: reading the record out of the row, and filling the row's cells from a record.

import { h, icon } from "../lib/dom.js";
import { t, tn } from "../lib/messages.js";
import { compare, isByCharacter, marked } from "./marking.js";

const records = new WeakMap();
const bases = new Map(); // by segment: {text, words}, where a person compares with something else than the machine text

export function read(row) {
  if (!records.has(row)) records.set(row, JSON.parse(row.dataset.segment));
  return records.get(row);
}

// Compares a segment with another text from now on; null is the machine text again.
export function compareWith(row, base) {
  const { id } = read(row);
  if (base) bases.set(id, base);
  else bases.delete(id);
  if (base) row.dataset.against = base.words;
  else delete row.dataset.against;
}

export function keep(row, segment) {
  records.set(row, segment);
}

export const shownState = (segment) => (segment.left_out || segment.cut ? "left_out" : segment.locked ? "locked" : segment.state);

const stateWords = () => ({
  todo: t("To do"), edited: t("Edited"), confirmed: t("Confirmed"), approved: t("Approved"),
  sent_back: t("Sent back"), left_out: t("Left out"), locked: t("Locked"),
});

// The state in words; of a lock that a person set, also whose it is.
export function stateOf(segment) {
  const state = shownState(segment);
  return state === "locked" && segment.locked_by ? t("Locked by {name}", { name: segment.locked_by }) : stateWords()[state];
}

// Texts are the same if only their normal form or their line ends differ: no false "unsaved" states.
export function sameText(one, other) {
  const plain = (text) => (text ?? "").replace(/\r\n?/g, "\n").normalize("NFC");
  return one === other || plain(one) === plain(other);
}

export function fill(row, segment) {
  records.set(row, segment);
  row.id = `s-${segment.id}`;
  row.dataset.id = segment.id;
  row.dataset.kind = segment.kind;
  row.setAttribute("aria-rowindex", segment.position + 1);
  row.querySelector(".cell.number").firstChild.data = String(segment.position);
  const source = row.querySelector(".cell.source");
  if (source) source.textContent = segment.source ?? "";
  for (const cell of row.querySelectorAll(".cell.machine, .cell.target")) cell.dir = segment.direction ?? document.getElementById("rows").dataset.runs;
  showState(row, segment);
  showText(row, segment.text, segment);
  showSigns(row, segment);
}

export function showState(row, segment) {
  const state = shownState(segment);
  row.dataset.shown = state;
  row.querySelector(".state-icon use").setAttribute("href", `#i-${row.classList.contains("conflicting") ? "conflict" : state}`);
  const by = segment.author && !["todo", "locked"].includes(state) ? `, ${segment.author}` : "";
  const button = row.querySelector(".state-button");
  button.setAttribute("aria-label", t("Segment {n}: {state}", { n: segment.position, state: stateOf(segment) }));
  button.title = stateOf(segment) + by;
}

// The server's stored difference where there is one for this very text, else the browser's.
export function showText(row, text, segment, { isOpen = false } = {}) {
  const lang = row.querySelector(".cell.target").lang;
  const base = bases.get(segment.id);
  const machine = base?.text ?? segment.machine ?? "";
  const stored = segment.pieces && !base && segment.text === text && !isByCharacter() ? { pieces: segment.pieces, summary: segment.summary } : null;
  const { pieces, summary } = text === machine ? { pieces: [{ op: "equal", text }], summary: "" } : stored ?? compare(machine, text, lang);
  const isChanged = text !== machine;
  row.classList.toggle("changed", isChanged);
  row.querySelector(".cell.machine").replaceChildren(machineText(machine, pieces, isChanged, isOpen));
  row.querySelector(".shown").replaceChildren(marked(pieces, "new", { isSpoken: !isOpen }), ground(text));
  row.querySelector(".summary").textContent = isChanged && !isOpen ? `${summary ?? compare(machine, text, lang).summary} ` : "";
  return summary ?? "";
}

// Another way of showing the difference; nothing that it says has changed.
export function redraw(row, text) {
  showText(row, text, read(row));
}

function machineText(machine, pieces, isChanged, isOpen) {
  if (isChanged) return marked(pieces, "old", { isSpoken: !isOpen });
  return document.createTextNode(machine);
}

// A last line break needs something after it to have a height.
const ground = (text) => (text === "" || text.endsWith("\n") ? "\u200b" : "");

export function showSigns(row, segment, { draft = false } = {}) {
  const signs = [];
  if (segment.left_out) signs.push(tag("left_out", segment.flag_reason ? t("Left out: {why}", { why: segment.flag_reason }) : t("Left out")));
  else if (segment.cut) signs.push(tag("cut", t("Cut out")));
  else if (segment.flag_reason) signs.push(tag("left_out", t("Kept. {why}", { why: segment.flag_reason }), "warn"));
  if (segment.machine === null) signs.push(tag("add", t("Added by a person")));
  if (segment.flagged) signs.push(tag("flag", t("Flagged"), "warn"));
  if (segment.editorial) signs.push(tag("editorial", t("Editorial")));
  if (segment.source_check) signs.push(tag("link", t("Does the source belong here?"), "warn"));
  if (segment.open_questions) signs.push(tag("question", tn("{n} open question", "{n} open questions", segment.open_questions), "warn"));
  if (segment.open_comments) signs.push(tag("question", tn("{n} comment", "{n} comments", segment.open_comments)));
  if (segment.unread) signs.push(tag("question", tn("{n} new", "{n} new", segment.unread), "warn"));
  if (draft) signs.push(tag("draft", t("Draft")));
  row.querySelector(".signs").replaceChildren(...signs);
}

const tag = (name, words, kind = "") => h("span", { class: `tag ${kind}`, title: words }, icon(name), h("span", {}, words));

// A row for a segment that the page has none for: a copy of another row, emptied.
export function newRow(pattern, segment) {
  const row = pattern.cloneNode(true);
  row.className = "row";
  row.querySelectorAll(".entry, .extra").forEach((extra) => extra.remove());
  row.removeAttribute("data-segment");
  row.removeAttribute("aria-selected");
  fill(row, segment);
  return row;
}

// Thin rule and air where a paragraph starts.
export function markParagraphs(rows) {
  let before = null;
  for (const row of rows) {
    const { paragraph } = read(row);
    row.classList.toggle("starts-paragraph", paragraph !== before);
    before = paragraph;
  }
}
