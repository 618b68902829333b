// Everything a person can do in the workbench, once: keys, buttons, menu and the sheet of keys are made from this table.

import { t } from "../lib/messages.js";
import { preferences } from "../lib/preferences.js";
import { read } from "./rows.js";
import { takeWording } from "./sentback.js";

const EVERYWHERE = ["text", "list", "elsewhere", "field"];
const OUTSIDE = ["list", "elsewhere"];

// What is left to somebody who may read only.
const READING = new Set(["next", "previous", "first", "last", "palette", "keys", "keys-list", "history", "difference", "view", "larger", "smaller", "number", "link"]);

// group: where the sheet of keys lists it. dock: 1 a button with its words, 2 words on wide screens only. menu: also in a row's menu.
export function actions(bench) {
  const { editing, moving, structure, panel, saving, view, choosing } = bench;
  const is = (name) => () => Boolean(bench.current && read(bench.current)[name]);
  return [
    { id: "confirm", label: t("Confirm"), icon: "check", keys: ["Mod+Enter"], where: ["text", "list"], group: "work", menu: true,
      hint: t("Confirm, go to the next to-do"), run: () => { if (choosing.isMany) choosing.confirm(); else if (editing.confirm() !== false) moving.nextTodo(); } },
    { id: "stay", label: t("Confirm and stay, or reopen"), icon: "check", keys: ["Mod+Shift+Enter"], where: ["text", "list"], group: "work", menu: true, run: () => editing.confirmOrReopen() },
    { id: "next", label: t("Next"), icon: "down", keys: ["Alt+ArrowDown"], where: ["text", "list", "elsewhere"], group: "work", repeats: true, run: () => moving.next() },
    { id: "previous", label: t("Previous"), icon: "up", keys: ["Alt+ArrowUp"], where: ["text", "list", "elsewhere"], group: "work", repeats: true, run: () => moving.previous() },
    { id: "leave", label: t("Back to the list; nothing is lost"), keys: ["Escape"], where: ["text"], group: "work", run: () => moving.leaveToList() },
    { id: "edit", label: t("Edit"), icon: "draft", keys: ["Enter", "F2"], where: ["list"], group: "list", needsCell: true, run: () => bench.current && moving.open(bench.current) },
    { id: "suggest", label: t("Other wordings for this sentence"), icon: "draft", keys: ["Alt+Enter"], where: ["text"], group: "work", menu: true, run: () => { if (bench.current && !editing.entry) moving.open(bench.current); bench.suggestions.open(); } },
    { id: "undo", label: t("Undo in this segment"), keys: ["Mod+Z"], where: ["text"], group: "work", repeats: true, run: () => editing.undo() },
    { id: "redo", label: t("Redo in this segment"), keys: ["Mod+Y", "Mod+Shift+Z"], where: ["text"], group: "work", repeats: true, run: () => editing.redo() },
    { id: "undo-document", label: t("Undo the last action on the document"), icon: "undo", keys: ["Mod+Z"], where: OUTSIDE, group: "list", run: () => structure.undo() },
    { id: "redo-document", label: t("Redo the last action on the document"), keys: ["Mod+Y", "Mod+Shift+Z"], where: OUTSIDE, group: "list", run: () => structure.redo() },
    { id: "select", label: t("Select this row, or take it back"), keys: [" "], where: ["list"], group: "list", needsCell: true, run: () => choosing.toggle() },
    { id: "extend-down", label: t("Extend the selection down"), keys: ["Shift+ArrowDown"], where: ["list"], group: "list", needsCell: true, repeats: true, run: () => choosing.extend(1) },
    { id: "extend-up", label: t("Extend the selection up"), keys: ["Shift+ArrowUp"], where: ["list"], group: "list", needsCell: true, repeats: true, run: () => choosing.extend(-1) },
    { id: "first", label: t("First segment of the document"), keys: ["Mod+Home"], where: ["list"], group: "list", needsCell: true, run: () => moving.toEdge("first") },
    { id: "last", label: t("Last segment of the document"), keys: ["Mod+End"], where: ["list"], group: "list", needsCell: true, run: () => moving.toEdge("last") },
    { id: "palette", label: t("Search or run"), icon: "find", keys: ["Mod+K", "/"], where: EVERYWHERE, group: "everywhere", run: () => bench.palette.open() },
    { id: "save", label: t("Save now"), keys: ["Mod+S"], where: EVERYWHERE, group: "everywhere", run: () => bench.saveNow() },
    { id: "keys", label: t("All keys"), icon: "keys", keys: ["Mod+/"], where: EVERYWHERE, group: "everywhere", run: () => bench.help.open() },
    { id: "keys-list", label: t("All keys"), keys: ["?"], where: OUTSIDE, group: "list", run: () => bench.help.open() },
    { id: "split", label: t("Split at the caret"), short: t("Split"), icon: "split", keys: ["S"], where: ["list"], group: "list", dock: 2, menu: true, run: () => structure.split() },
    { id: "join", label: t("Join with the next"), short: t("Join"), icon: "join", keys: ["M"], where: ["list"], group: "list", dock: 2, menu: true, run: () => structure.join() },
    { id: "add", label: t("Add a sentence after this"), short: t("Add"), icon: "add", keys: ["A"], where: ["list"], group: "list", menu: true, run: () => structure.add() },
    { id: "cut", label: t("Cut from the text, or put back"), short: t("Cut"), icon: "cut", keys: ["Delete"], where: ["list"], group: "list", menu: true, isOn: is("cut"), run: () => structure.cut() },
    { id: "paragraph", label: t("New paragraph here, or join paragraphs"), icon: "paragraph", keys: ["P"], where: ["list"], group: "list", menu: true, run: () => structure.paragraph() },
    { id: "leave-out", label: t("Leave out, or put back"), short: t("Leave out"), icon: "left_out", keys: ["X"], where: ["list"], group: "list", dock: 2, menu: true, isOn: is("left_out"), run: () => (choosing.isMany ? choosing.leaveOut() : structure.leaveOut()) },
    { id: "editorial", label: t("Editorial change: no error of the machine"), short: t("Editorial"), icon: "editorial", keys: ["E"], where: ["list"], group: "list", dock: 2, menu: true, isOn: is("editorial"), run: () => structure.editorial() },
    { id: "flag", label: t("Flag: look at this again, or take the flag off"), icon: "flag", keys: ["F"], where: ["list"], group: "list", menu: true, isOn: is("flagged"), run: () => structure.flag() },
    ...(bench.mayLead ? [{ id: "lock", label: t("Lock, or unlock"), icon: "locked", keys: [], where: [], group: "list", menu: true, isOn: is("locked"), run: () => structure.lock() }] : []),
    { id: "direction", label: t("Turn the writing direction, or as the language again"), icon: "paragraph", keys: [], where: [], group: "list", menu: true, isOn: is("direction"), run: () => structure.direction() },
    { id: "ask", label: t("Ask a question"), short: t("Ask"), icon: "question", keys: ["C"], where: ["list"], group: "list", dock: 2, menu: true, run: () => panel.toggle("questions") },
    { id: "history", label: t("History of this segment"), short: t("History"), icon: "history", keys: ["H"], where: ["list"], group: "list", dock: 2, menu: true, run: () => panel.toggle("history") },
    { id: "revert", label: t("Back to the machine text"), icon: "undo", keys: [], where: [], group: "list", menu: true, run: () => bench.revert() },
    ...(bench.isShared ? [{ id: "wording", label: t("Take the reviewer's wording"), icon: "sent_back", keys: [], where: [], group: "list", menu: true, run: () => takeWording(bench) }] : []),
    { id: "difference", label: t("Show differences another way"), icon: "view", keys: ["D"], where: ["list"], group: "list", run: () => view.nextDifference() },
    { id: "view", label: t("View: layout, text size, theme"), short: t("View"), icon: "view", keys: ["V"], where: OUTSIDE, group: "list", menu: true, run: () => view.toggle() },
    { id: "larger", label: t("Larger text"), keys: [], where: [], group: "list", run: () => view.resize(1) },
    { id: "smaller", label: t("Smaller text"), keys: [], where: [], group: "list", run: () => view.resize(-1) },
    { id: "number", label: t("Go to number"), keys: ["G"], where: ["list", "elsewhere"], group: "list", run: () => bench.help.askNumber() },
    { id: "link", label: t("Copy a link to this segment"), icon: "link", keys: [], where: [], group: "list", menu: true, run: () => bench.copyLink() },
  ].filter(({ id }) => bench.mayEdit || READING.has(id)).map((action) => ({ ...action, saving, hint: action.hint ?? action.label, usual: action.keys, keys: preferences.keys[action.id] ?? action.keys }));
}

export const groups = () => [
  ["work", t("While editing a segment")], ["list", t("In the list (after Esc)")], ["everywhere", t("Everywhere")],
];

// By action: the others that the same key would mean in the same place.
export function clashesOf(all) {
  const found = new Map();
  for (const one of all) {
    const others = all.filter((other) => other !== one && other.hint !== one.hint && other.keys.some((chord) => one.keys.includes(chord)) && other.where.some((where) => one.where.includes(where)));
    if (others.length) found.set(one.id, others.map(({ hint }) => hint));
  }
  return found;
}
