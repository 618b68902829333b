// Where an error stands in the texts of the desk: the pieces that it is made of, field by field, in UTF-16 units.

import { toCodePoints, toUnits } from "../../lib/codepoints.js";

export const isOf = (field, side, mark) => side === field.side && (field.side === "source" || mark.system === field.key);

export const units = (field, place) => ({ start: toUnits(field.text, place.start), end: toUnits(field.text, place.end) });

// The place in code points that a field's selection is, with its words.
export function piece(field, { start, end }) {
  return { side: field.side, start: toCodePoints(field.text, start), end: toCodePoints(field.text, end), quote: field.text.slice(start, end) };
}

// A mark's pieces; one from before there were several is its own only piece.
export function piecesOf(mark) {
  const { side, start, end, quote } = mark;
  return mark.pieces ?? [{ side, start, end, quote }];
}

// Every piece in a field, as {mark, number, of, start, end}.
export function inField(field, marks) {
  return marks.flatMap((mark) => piecesOf(mark).map((one, index, { length }) => ({ one, mark, number: index + 1, of: length })))
    .filter(({ one, mark }) => isOf(field, one.side, mark))
    .map(({ one, mark, number, of }) => ({ mark, number, of, ...units(field, one) }));
}

// The field to go to for a mark, and what to choose there; the whole text where the mark says no place.
export function home(fields, mark) {
  const found = piecesOf(mark).find((one) => one.side === mark.side);
  const field = fields.find((one) => isOf(one, mark.side, mark));
  return { field, ...(found ? units(field, found) : { start: 0, end: field.text.length }) };
}

// The mark under the cursor, the one with the shortest piece there.
export function underCursor(field, marks) {
  const { start, end } = field.selection;
  const covering = inField(field, marks).filter((one) => (one.start < end && start < one.end) || (one.start === one.end && one.start >= start && one.start <= end));
  return covering.sort((one, other) => (one.end - one.start) - (other.end - other.start))[0]?.mark ?? null;
}

export const touches = (one, other) => one.side === other.side && (one.start < other.end && other.start < one.end || one.start === other.start && one.end === other.end);

// The mark with one more piece: the columns of a mark say what covers the pieces of its side.
export function joined(mark, more, fields) {
  const pieces = [...piecesOf(mark), more].sort((one, other) => one.side.localeCompare(other.side) || one.start - other.start || one.end - other.end);
  const side = pieces.some((one) => one.side === "target") ? "target" : "source";
  const here = pieces.filter((one) => one.side === side);
  const [start, end] = [Math.min(...here.map((one) => one.start)), Math.max(...here.map((one) => one.end))];
  const field = fields.find((one) => isOf(one, side, mark));
  const at = units(field, { start, end });
  return { side, start, end, quote: field.text.slice(at.start, at.end), pieces };
}
