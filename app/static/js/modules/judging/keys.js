// The sheet of keys of the page on which errors are marked.

import { h, icon } from "../../lib/dom.js";
import { t } from "../../lib/messages.js";
import { chordName } from "../keyboard.js";
import { categoryName } from "./names.js";

export function showKeys(keys, field) {
  const sheet = document.getElementById("sheet");
  const close = h("button", { class: "btn btn-quiet btn-icon", type: "button", "aria-label": t("Close"), onclick: () => sheet.close() }, icon("close"));
  sheet.setAttribute("aria-label", t("All keys"));
  sheet.replaceChildren(h("div", { class: "sheet-head" }, h("h2", {}, t("All keys")), close), h("div", { class: "sheet-body stack desk-keys" }, table(moves()), table(keys.map(([key, category]) => [[key], categoryName(category)])), table(acts())));
  sheet.addEventListener("close", () => field.focus(), { once: true });
  if (!sheet.open) sheet.showModal();
}

const table = (rows) => h("table", { class: "table" }, h("tbody", {}, ...rows.map(([chords, words]) => h("tr", {}, h("th", { scope: "row" }, ...chords.map((chord) => h("kbd", {}, chordName(chord)))), h("td", {}, words)))));

const moves = () => [
  [["ArrowLeft", "ArrowRight", "ArrowUp", "ArrowDown"], t("Go by words, as they stand on the screen")],
  [["Shift+ArrowLeft", "Shift+ArrowRight"], t("Choose more words, or fewer")],
  [["Mod+A"], t("Choose the whole text")], [["Home", "End"], t("First word, last word")],
  [["C"], t("By letters, or by words again")], [["Tab"], t("From source to text and back")], [["Escape"], t("Leave the text for the buttons")],
];
const acts = () => [
  [["1", "2", "3"], t("Minor, major, critical: for the next error, or the one under the cursor")],
  [["Shift+O"], t("A gap after the cursor; O alone is before it")],
  [["J"], t("The chosen words belong to the last error, too: another piece of it")],
  [["Delete"], t("Take an error back")], [["E"], t("Comment on an error")], [["F"], t("Next change of the correction")],
  [["N"], t("No errors, next segment")], [["Mod+Enter"], t("Done, next segment")],
  [["Alt+ArrowDown", "Alt+ArrowUp"], t("Next or previous segment, without finishing")], [["Mod+Z"], t("Undo")],
];
