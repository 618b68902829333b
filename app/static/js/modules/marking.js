// Differences as marked text. templates/macros/differences.html writes the same elements on the server.

import { difference, differenceByCharacter } from "../lib/differences.js";
import { h, hidden } from "../lib/dom.js";
import { t } from "../lib/messages.js";
import { preferences } from "../lib/preferences.js";

// Past this many characters the live difference waits for a pause in typing.
export const LONG = 1500;

const NAMED = new Map([
  ["\u00a0", "⍽"], ["\u202f", "⍽"], ["\n", "¶"], ["\r", ""], ["\t", "→"],
  ["\u200e", "LRM"], ["\u200f", "RLM"], ["\u200b", "ZWSP"], ["\u200c", "ZWNJ"], ["\u200d", "ZWJ"], ["\u00ad", "SHY"], ["\u2060", "WJ"],
  ["\u2066", "LRI"], ["\u2067", "RLI"], ["\u2068", "FSI"], ["\u2069", "PDI"],
]);

export const isByCharacter = () => preferences.difference === "characters";

export function compare(old, text, lang) {
  if (isByCharacter() && text.length < LONG) return differenceByCharacter(old ?? "", text, t);
  return difference(old ?? "", text, lang || "und", t);
}

// "old": what was deleted is marked (insertions stand there too, for the strip). "new": the text as it is, insertions marked.
export function marked(pieces, side, { isSpoken = true } = {}) {
  const nodes = document.createDocumentFragment();
  pieces.forEach((piece, index) => {
    const element = wrap(piece, side);
    if (element === null) return;
    nodes.append(element === piece.text ? piece.text : dressed(element, piece, side, isSpoken));
    if (side === "old" && turns(pieces[index - 1], piece)) element.classList.add("turned");
  });
  return nodes;
}

// What was there before touches what came in its place: a little air between them, so that they read as two.
const turns = (before, piece) => /^(delete|move_from)$/.test(before?.op) && /^(insert|move_to)$/.test(piece.op);

// The text of a marked cell without the words that are only heard.
export function plainLength(node) {
  return node.nodeType === Node.TEXT_NODE ? node.data.length : [...node.childNodes].reduce((sum, child) => sum + (isHeard(child) ? 0 : plainLength(child)), 0);
}

export const isHeard = (node) => node.nodeType === Node.ELEMENT_NODE && node.classList.contains("vh");

function wrap({ op, text, move }, side) {
  if (op === "equal") return text;
  if (op === "insert") return h("ins");
  if (op === "move_to") return h("span", { class: "move move-to", "data-move": letter(move) });
  if (side === "new") return null;
  return op === "delete" ? h("del") : h("span", { class: "move move-from", "data-move": letter(move) });
}

function dressed(element, piece, side, isSpoken) {
  const shown = side === "old" ? withSigns(piece.text) : [piece.text];
  if (isSpoken) element.append(hidden(`${word(piece.op)} `), ...shown, hidden(` ${t("end")} `));
  else element.append(...shown);
  return element;
}

function word(op) {
  return { delete: t("deleted:"), insert: t("inserted:"), move_from: t("moved from here:"), move_to: t("moved here:") }[op];
}

const letter = (move) => String.fromCharCode(97 + (((move ?? 1) - 1) % 26));

// Characters that nobody sees are shown by a sign where they changed; a lone space is a dot.
function withSigns(text) {
  if (/^ +$/.test(text)) return [sign("·".repeat(text.length), text)];
  const parts = text.split(/([\u00a0\u202f\n\r\t\u200b-\u200f\u00ad\u2060\u2066-\u2069])/);
  return parts.filter(Boolean).map((part) => (NAMED.get(part) ? sign(NAMED.get(part), part) : part));
}

const sign = (label, character) => h("span", { class: "invisible", title: [...character].map((one) => `U+${one.codePointAt(0).toString(16).toUpperCase().padStart(4, "0")}`).join(" ") }, label + (character === "\n" ? "\n" : ""));
