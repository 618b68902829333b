// A text drawn with its marks: lines by severity under the words, stacked at most three high, letters as badges. The
// characters of the text are never touched: what is drawn besides stands in attributes and in the style.

import { h } from "../../lib/dom.js";

const MOST_LINES = 3;

// spans: [{start, end, severity, letter, mark, isOpen}] in UTF-16 units; pieces of one mark stand on the same line. Answers an element for each token, which holds its parts.
export function draw(container, text, tokens, spans, make) {
  const levels = stacked(spans);
  const gaps = spans.filter((span) => span.start === span.end);
  container.replaceChildren();
  let place = 0;
  let before = -1; // where the token before this one starts: a gap inside it is drawn after it
  const options = tokens.map((token, index) => {
    if (token.start > place) container.append(h("span", { role: "none", class: "between" }, ...parts(text, place, token.start, levels)));
    container.append(...holes(gaps, before, token.start));
    before = token.start;
    const option = make(token, index);
    option.append(...parts(text, token.start, token.end, levels));
    container.append(option);
    place = token.end;
    return option;
  });
  if (place < text.length) container.append(h("span", { role: "none", class: "between" }, ...parts(text, place, text.length, levels)));
  container.append(...holes(gaps, before, Infinity));
  return options;
}

function holes(gaps, from, to) {
  return gaps.filter((gap) => gap.start > from && gap.start <= to)
    .map((gap) => h("span", { role: "none", class: `hole ${gap.severity}`, "data-badge": gap.letter }));
}

// Each mark on the lowest line that is free along all of its pieces.
function stacked(spans) {
  const wide = spans.filter((one) => one.end > one.start).sort((one, other) => one.start - other.start || other.end - one.end);
  const marks = [...Map.groupBy(wide, (one) => one.mark ?? one).values()];
  const found = [];
  for (const pieces of marks) {
    const taken = new Set(found.filter((one) => pieces.some((piece) => one.start < piece.end && piece.start < one.end)).map((one) => one.level));
    let level = 0;
    while (taken.has(level)) level += 1;
    found.push(...pieces.map((piece) => ({ ...piece, level })));
  }
  return found;
}

function parts(text, start, end, levels) {
  const here = levels.filter((span) => span.start < end && start < span.end);
  const cuts = [start, end, ...here.flatMap((span) => [span.start, span.end])].filter((cut) => cut >= start && cut <= end);
  const borders = [...new Set(cuts)].sort((one, other) => one - other);
  if (!here.length) return [text.slice(start, end)];
  return borders.slice(1).map((border, index) => part(text, borders[index], border, here));
}

function part(text, start, end, spans) {
  const over = spans.filter((span) => span.start <= start && span.end >= end);
  const ending = over.filter((span) => span.end === end);
  const badges = ending.map((span) => span.letter);
  const more = over.filter((span) => span.level >= MOST_LINES).length;
  const badge = [badges.join(""), more ? `+${more}` : ""].join("");
  const lines = over.filter((span) => span.level < MOST_LINES).map((span) => h("i", { class: `line l${span.level} ${span.severity}`, "aria-hidden": "true" }));
  const worst = ["critical", "major"].find((severity) => (ending.length ? ending : over).some((span) => span.severity === severity)) ?? "minor";
  return h("span", { class: `part ${worst}${over.some((span) => span.isOpen) ? " open" : ""}`, "data-badge": badge || null }, text.slice(start, end), ...lines);
}
