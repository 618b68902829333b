// What a reviewer sent back stands under its text; the reviewer's wording is taken as one step of undo.

import { h, hidden, icon } from "../lib/dom.js";
import { t } from "../lib/messages.js";
import { marked } from "./marking.js";

export function listen(bench) {
  bench.grid.addEventListener("click", (event) => {
    const button = event.target.closest("[data-wording]");
    if (button) takeWording(bench, button.closest(".row"));
  });
}

export function takeWording(bench, row = bench.current) {
  const button = row?.querySelector("[data-wording]");
  if (!button || button.offsetParent === null) return bench.dock.tell(t("No reviewer suggested a wording here."));
  bench.moving.open(row);
  bench.editing.apply(button.dataset.wording);
  return bench.say(t("The reviewer's wording stands here now. Confirm it, or change it."));
}

// What the server writes into a new page (partials/segment_row.html), for a page that is open already.
export function showSentBack(bench, row, said) {
  const before = row.querySelector(".sent-back-card");
  if ((before?.dataset.verdict ?? "") === String(said?.id ?? "")) return;
  before?.remove();
  if (said) row.append(card(said, row.querySelector(".cell.target"), bench.mayEdit));
}

function card({ id, author, reason, note, suggestion, suggestion_difference: change }, cell, mayEdit) {
  return h("div", { class: "extra sent-back-card", role: "gridcell", "data-verdict": id },
    h("p", { class: "sent-back-why" }, icon("sent_back"), h("span", {}, h("bdi", {}, author), " ", t("sent this back:")), " ", h("b", {}, h("bdi", {}, reason)), note ? " " : null, note ? h("bdi", { class: "sent-back-note" }, note) : null),
    change ? h("p", { class: "text", lang: cell.lang, dir: cell.dir }, hidden(`${change.summary} `), marked(change.pieces, "old")) : null,
    change && mayEdit ? h("p", {}, h("button", { class: "btn btn-small", type: "button", "data-wording": suggestion }, t("Take this wording"))) : null);
}
