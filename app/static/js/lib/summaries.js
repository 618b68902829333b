// A difference as a sentence, as app/domain/summaries.py says it.

import { isBlank } from "./tokens.js";

const LISTED = 5;
const QUOTED = 60;
const OUTER_BLANKS = /^\p{White_Space}+|\p{White_Space}+$/gu;

const spoken = (sentence) => sentence; // a mark: the catalogues list it

const BLANKS = new Map([
  [" ", spoken("a space")],
  ["\u00a0", spoken("a no-break space")],
  ["\u202f", spoken("a no-break space")],
  ["\t", spoken("a tab")],
  ["\n", spoken("a line break")],
  ["\r", spoken("a line break")],
  ["\r\n", spoken("a line break")],
  ["\u2028", spoken("a line break")],
  ["\u2029", spoken("a paragraph break")],
  ["\u200b", spoken("a zero-width space")],
  ["\u200c", spoken("a zero-width non-joiner")],
  ["\u200d", spoken("a zero-width joiner")],
  ["\u200e", spoken("a left-to-right mark")],
  ["\u200f", spoken("a right-to-left mark")],
  ["\u061c", spoken("an Arabic letter mark")],
  ["\u00ad", spoken("a soft hyphen")],
  ["\ufeff", spoken("a byte order mark")],
]);

export const english = (text, values = {}) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

export function summarise(pieces, t) {
  const changes = [...changesOf(withoutGapsOfMoves(pieces), t)];
  if (!changes.length) return t("No changes.");
  const listed = changes.slice(0, LISTED);
  if (changes.length > LISTED) listed.push(t("and {count} more", { count: changes.length - LISTED }));
  const values = { count: changes.length, list: listed.join(t(", ")) };
  return changes.length === 1 ? t("1 change: {list}.", values) : t("{count} changes: {list}.", values);
}

function* changesOf(pieces, t) {
  let deleted = "";
  for (const [position, piece] of pieces.entries()) {
    const text = named(piece.text, t);
    if (piece.op === "move_from") yield t("{text} moved", { text });
    else if (piece.op === "delete" && pieces[position + 1]?.op === "insert") deleted = piece.text;
    else if (piece.op === "delete") yield t("{text} deleted", { text });
    else if (piece.op === "insert" && deleted) {
      yield replaced(named(deleted, t), text, t);
      deleted = "";
    } else if (piece.op === "insert") yield t("{text} inserted", { text });
  }
}

/** Leave out the space that a moved phrase takes with it: nobody wants to hear of it. */
function withoutGapsOfMoves(pieces) {
  return pieces.filter(
    (piece, position) =>
      !isBlank(piece.text) || !(pieces[position - 1]?.move || pieces[position + 1]?.move),
  );
}

function replaced(before, after, t) {
  if (before.normalize("NFC") === after.normalize("NFC"))
    return t("{text} replaced by the same in other characters", { text: before });
  return t("{old} replaced by {new}", { old: before, new: after });
}

function named(text, t) {
  if (BLANKS.has(text)) return t(BLANKS.get(text));
  const shown = text.replace(OUTER_BLANKS, "");
  if (!shown) return t("white space");
  const letters = [...shown];
  return letters.length <= QUOTED ? `'${shown}'` : `'${shortened(letters)}…'`;
}

/** Cut at a space where there is one, so that no letter loses its marks. */
function shortened(letters) {
  const head = letters.slice(0, QUOTED + 1).join("");
  const space = head.lastIndexOf(" ");
  return space >= 0 ? head.slice(0, space) : letters.slice(0, QUOTED).join("");
}
