// On opening: what was typed before a crash, a reload or a lost connection comes back, and the page says where.

import { h } from "../lib/dom.js";
import { t, tn } from "../lib/messages.js";
import { read, sameText } from "./rows.js";

export async function restore(bench) {
  const found = [];
  for (const entry of await bench.journal.entries(bench.id)) {
    if (entry.intent === "loose") bench.loose.set(entry.segment, entry.text);
    else if (await fromJournal(bench, entry)) found.push(entry);
  }
  for (const row of bench.rows()) {
    const id = read(row).id;
    if (draftOf(row) && fromDraft(bench, row)) found.push({ segment: id, position: read(row).position });
  }
  if (found.length) say(bench, found);
}

// Rows that arrive later bring the server's drafts with them.
export function restoreDrafts(bench) {
  for (const row of bench.rows()) if (draftOf(row)) fromDraft(bench, row);
}

const draftOf = (row) => (row.dataset.draft ? JSON.parse(row.dataset.draft) : null);

// A change that was meant to be stored is sent again under its own key; unfinished text comes back into its box.
async function fromJournal(bench, entry) {
  const row = bench.row(entry.segment);
  const segment = row ? read(row) : { id: entry.segment, position: entry.position, revision: entry.base, text: null };
  if (sameText(segment.text, entry.text) && entry.intent !== "confirm") {
    bench.journal.remove(entry.segment, entry.opId);
    return false;
  }
  if (entry.intent !== "draft") {
    bench.saving.save(segment, entry.text, { confirm: entry.intent === "confirm", opId: entry.opId, base: entry.base });
    if (row) bench.editing.refresh(row);
    return false;
  }
  bench.saving.adopt(segment, { text: entry.text, base: entry.base, opId: entry.opId });
  if (row) show(bench, row, entry.text, entry.base);
  return true;
}

function fromDraft(bench, row) {
  const draft = draftOf(row);
  const segment = read(row);
  delete row.dataset.draft;
  if (bench.saving.isTyped(segment.id) || bench.saving.pending(segment.id) || sameText(draft.text, segment.text)) return false;
  bench.saving.adopt(segment, { text: draft.text, base: draft.base_revision, opId: draft.op_id, isOnServer: true });
  show(bench, row, draft.text, draft.base_revision);
  return true;
}

function show(bench, row, text, base) {
  bench.editing.refresh(row);
  if (base < read(row).revision) bench.conflicts.fromOlder(row, text);
}

function say(bench, found) {
  const places = found.map((entry) => entry.position).join(", ");
  const words = tn("Restored {n} unsaved change in segment {places}", "Restored {n} unsaved changes in segments {places}", found.length, { places });
  const close = () => bench.indicator.bar("restored", null);
  const unsaved = new Set(found.map((entry) => entry.segment));
  const discard = () => { for (const segment of unsaved) bench.discard(segment); close(); };
  // What became a revision since can no longer be discarded here; undo and history are for that.
  bench.saving.addEventListener("saved", ({ detail: { change } }) => {
    if (change.kind === "revision" && unsaved.delete(change.segment) && !unsaved.size) close();
  });
  bench.indicator.bar("restored", h("div", { class: "notice", id: "restored" }, h("span", {}, words),
    h("button", { class: "link-btn", type: "button", onclick: () => bench.moving.toSegment(found[0].segment) }, t("Show")),
    h("button", { class: "link-btn", type: "button", onclick: discard }, t("Discard")),
    h("button", { class: "link-btn", type: "button", onclick: close }, t("Close"))));
  bench.announcer.say(words);
}
