// What changed between two texts, as app/domain/diff.py says it; tests/domain/differences.json holds both to it.
// The server's answer counts where the two could differ: dictionaries of Chinese, Japanese, Thai and their like.

import { matches } from "./lcs.js";
import { findMoves } from "./moves.js";
import { english, summarise } from "./summaries.js";
import { countWords, split } from "./tokens.js";

const ABSORBED_TOKENS = 3;
const ABSORBED_WORDS = 1;

/**
 * The changes from one text to another: pieces `{op, text, move}` in reading order, a sentence, and counts.
 * equal + delete + move_from rebuild the old text, equal + insert + move_to the new one. `t` translates.
 */
export function difference(oldText, newText, lang, t = english) {
  const runs = absorb(align(split(oldText, lang), split(newText, lang)));
  const changes = runs.filter((run) => !run.isEqual);
  const moves = findMoves(changes);
  const pieces = piecesOf(runs, moves);
  const moved = sum(moves, (move) =>
    countWords(changes[move.oldChange].old.slice(move.oldStart, move.oldStart + move.length)),
  );
  const tokens = sum(runs, (run) => run.old.length + run.new.length);
  return {
    pieces,
    summary: summarise(pieces, t),
    deletedWords: sum(changes, (run) => countWords(run.old)) - moved,
    insertedWords: sum(changes, (run) => countWords(run.new)) - moved,
    changedShare: tokens ? sum(changes, (run) => run.old.length + run.new.length) / tokens : 0,
  };
}

/** The same letter by letter, as readers see letters; nothing is joined to phrases. */
export function differenceByCharacter(oldText, newText, t = english) {
  const [before, after] = [oldText, newText].map((text) => Array.from(letters.segment(text), (one) => one.segment));
  const pieces = piecesOf(align(before, after), []);
  return { pieces, summary: summarise(pieces, t) };
}

const letters = new Intl.Segmenter("en", { granularity: "grapheme" });

const sum = (items, value) => items.reduce((total, item) => total + Number(value(item)), 0);

// Alignment

function align(oldTokens, newTokens) {
  const runs = [];
  const add = (isEqual, before, after) => {
    if (runs.at(-1)?.isEqual !== isEqual) runs.push({ isEqual, old: [], new: [] });
    runs.at(-1).old.push(...before);
    runs.at(-1).new.push(...after);
  };
  const [a, b] = numbered(oldTokens, newTokens, (token) => token.normalize("NFC"));
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...matches(a, b), [a.length, b.length]]) {
    if (i < nextI || j < nextJ) add(false, oldTokens.slice(i, nextI), newTokens.slice(j, nextJ));
    // The same letters in other code points are a change all the same: both texts must be rebuilt.
    if (nextI < a.length) add(oldTokens[nextI] === newTokens[nextJ], [oldTokens[nextI]], [newTokens[nextJ]]);
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return runs;
}

/** Both lists with a number for each different token. */
function numbered(oldTokens, newTokens, key) {
  const numbers = new Map();
  const number = (token) => {
    const known = key(token);
    if (!numbers.has(known)) numbers.set(known, numbers.size);
    return numbers.get(known);
  };
  return [oldTokens.map(number), newTokens.map(number)];
}

// Phrases

/** Join changes that only a short equal run separates, so that phrases read as phrases. */
function absorb(runs) {
  const joined = [];
  runs.forEach((run, position) => {
    const last = joined.at(-1);
    const isInner = position > 0 && position < runs.length - 1;
    if (last && !last.isEqual && (!run.isEqual || (isInner && isShort(run.old)))) {
      last.old.push(...run.old);
      last.new.push(...run.new);
    } else joined.push(run);
  });
  return trimmed(joined);
}

/** Tokens that a joined change has at both its ends belong to the equal run after it. */
function trimmed(runs) {
  let kept = [];
  for (const run of runs) {
    if (run.isEqual) {
      run.old.unshift(...kept);
      run.new.unshift(...kept);
      kept = [];
      continue;
    }
    let length = 0;
    const limit = Math.min(run.old.length, run.new.length);
    while (length < limit && run.old.at(-1 - length) === run.new.at(-1 - length)) length += 1;
    kept = run.old.splice(run.old.length - length);
    run.new.length -= length;
  }
  return kept.length ? [...runs, { isEqual: true, old: kept, new: kept }] : runs;
}

const isShort = (equal) => equal.length <= ABSORBED_TOKENS && countWords(equal) <= ABSORBED_WORDS;

// Pieces

function piecesOf(runs, moves) {
  const pieces = [];
  let change = 0;
  for (const run of runs) {
    if (run.isEqual) {
      pieces.push({ op: "equal", text: run.old.join(""), move: null });
      continue;
    }
    const here = change;
    const leaving = moves.filter((move) => move.oldChange === here).map((move) => [move.oldStart, move]);
    const arriving = moves.filter((move) => move.newChange === here).map((move) => [move.newStart, move]);
    cut(pieces, run.old, leaving, "delete", "move_from");
    cut(pieces, run.new, arriving, "insert", "move_to");
    change += 1;
  }
  return pieces;
}

/** A run with its moved parts taken out. */
function cut(pieces, run, moves, rest, moved) {
  let done = 0;
  for (const [start, move] of moves.sort((one, other) => one[0] - other[0])) {
    if (done < start) pieces.push({ op: rest, text: run.slice(done, start).join(""), move: null });
    done = start + move.length;
    pieces.push({ op: moved, text: run.slice(start, done).join(""), move: move.number });
  }
  if (done < run.length) pieces.push({ op: rest, text: run.slice(done).join(""), move: null });
}
