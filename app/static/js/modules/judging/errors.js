// What stands beside the texts: the keys, the errors of this segment with their points, and the phrases of a correction.

import { h } from "../../lib/dom.js";
import { number, t } from "../../lib/messages.js";
import { categoryName, severityName } from "./names.js";
import { piecesOf } from "./places.js";
import { points } from "./points.js";

const SEVERITIES = [["1", "minor"], ["2", "major"], ["3", "critical"]];

export function keyButtons(keys, act) {
  return h("div", { class: "types" }, ...keys.map(([key, category]) => h(
    "button", { class: "btn type", type: "button", "aria-keyshortcuts": key, onclick: () => act(category) },
    h("span", {}, categoryName(category)), h("kbd", { "aria-hidden": "true" }, key),
  )));
}

export function severityButtons(act) {
  return h("div", { class: "severities row-of", role: "group", "aria-label": t("Severity") }, ...SEVERITIES.map(([key, severity]) => h(
    "button", { class: "btn btn-small severity", type: "button", "data-severity": severity, "aria-keyshortcuts": key, onclick: () => act(severity) },
    h("span", { class: `sample ${severity}`, "aria-hidden": "true" }), severityName(severity), h("kbd", { "aria-hidden": "true" }, key),
  )));
}

export function pointsWords(value) { return value === 1 ? t("1 point") : t("{n} points", { n: number(value) }); }

// A real list with buttons: going to an error selects its words.
export function errorList(marks, { weights, hasPoints, place, onchoose, onremove, oncomment, onjoin }) {
  return h("ul", { class: "errors" }, ...marks.map((mark) => {
    const name = mark.category ? `${categoryName(mark.category)}, ${severityName(mark.severity)}` : severityName(mark.severity);
    return h(
      "li", { class: `error ${mark.severity}`, "data-op": mark.op },
      h("button", { class: "choose", type: "button", onclick: () => onchoose(mark) },
        h("span", { class: `sample ${mark.severity}`, "aria-hidden": "true" }),
        h("span", { class: "what" }, h("b", {}, name), ...quotes(mark), place(mark)),
        hasPoints && h("span", { class: "number" }, h("span", { class: "vh" }, pointsWords(points(weights, mark))), h("span", { "aria-hidden": "true" }, number(points(weights, mark)))),
      ),
      mark.comment ? h("p", { class: "remark", dir: "auto" }, mark.comment) : null,
      fate(mark),
      h("p", { class: "row-of" },
        h("button", { class: "link-btn", type: "button", onclick: () => oncomment(mark) }, mark.comment ? t("Change comment") : t("Comment"), h("span", { class: "vh" }, ` ${name}`)),
        h("button", { class: "link-btn join", type: "button", onclick: () => onjoin(mark) }, t("Join chosen words"), h("span", { class: "vh" }, ` ${name}`)),
        h("button", { class: "link-btn", type: "button", onclick: () => onremove(mark) }, mark.fate === "orphaned" ? t("Drop") : t("Remove"), h("span", { class: "vh" }, ` ${name}`))),
    );
  }));
}

// The words of each piece; those in the source are named beside those in the text.
function quotes(mark) {
  const pieces = piecesOf(mark);
  if (!pieces.length) return [h("span", { class: "quote" }, t("no place: the whole text, or words that stand nowhere"))];
  const of = (side) => pieces.filter((one) => one.side === side).map((one) => (one.quote ? one.quote : t("a gap in the text")));
  const said = (words) => h("bdi", { class: "quote" }, pieces.length === 1 && !pieces[0].quote ? words[0] : `“${words.join(" … ")}”`);
  const aside = mark.side === "target" ? of("source") : [];
  return [said(of(mark.side)), aside.length ? h("span", { class: "meta" }, t("with the source’s “{text}”", { text: aside.join(" … ") })) : null].filter(Boolean);
}

function fate(mark) {
  const words = {
    moved: t("Its words stand elsewhere in the correction."),
    resolved: t("Resolved by the correction."),
    orphaned: t("Text changed since. Mark again or drop."),
  }[mark.fate];
  return words ? h("p", { class: `fate ${mark.fate}` }, words) : null;
}

export function offerList(offers, onchoose) {
  return h("ol", { class: "offers" }, ...offers.map((offer) => h("li", {}, h(
    "button", { class: "link-btn", type: "button", onclick: () => onchoose(offer) },
    offer.quote ? h("del", {}, offer.quote) : h("span", { class: "quiet" }, "‸"), offer.instead ? " " : null, offer.instead ? h("ins", {}, offer.instead) : null,
  ))));
}

// Every segment of the page by number, with what was done.
export function segmentList(segments, current, open) {
  return h("details", { class: "all-segments" }, h("summary", {}, t("All segments")), h("ol", {}, ...segments.map((one, index) => h("li", {}, h(
    "button", { class: `btn btn-small number${one.finished ? " finished" : ""}`, type: "button", "aria-current": index === current ? "true" : null, "aria-label": one.finished ? t("Segment {n}, finished", { n: one.position }) : t("Segment {n}, not finished", { n: one.position }), onclick: () => open(index) },
    String(one.position))))));
}

// The sentence before or after, in its own language, under words of the interface.
export function contextLine(text, words, lang, dir) {
  const { lang: own, dir: ownDir } = document.documentElement;
  return h("p", { class: "context", lang: lang || "und", dir }, h("span", { class: "meta", lang: own, dir: ownDir }, words), text);
}

// Asks for a comment in the place of the error; null where it was given up.
export function askComment(item, comment) {
  return new Promise((resolve) => {
    const input = h("input", { class: "input", dir: "auto", maxlength: "2000", "aria-label": t("Comment on this error"), value: comment ?? "" });
    const form = h("form", { class: "row-of" }, input, h("button", { class: "btn btn-small", type: "submit" }, t("Save")));
    const end = (value) => { form.remove(); resolve(value); };
    form.addEventListener("submit", (event) => { event.preventDefault(); end(input.value.trim()); });
    input.addEventListener("keydown", (event) => {
      if (event.key === "Escape") { event.preventDefault(); event.stopPropagation(); end(null); }
    });
    item.append(form);
    input.focus();
  });
}
