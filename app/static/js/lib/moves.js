// Phrases that one change takes away and another brings back, as app/domain/moves.py finds them.

import { isBlank, isWord } from "./tokens.js";

const MOVED_WORDS = 3;
const SEED_TOKENS = 12;
const CANDIDATES = 8;

/** Phrases of three words and more that one change deletes and another inserts, equal but for case. */
export function findMoves(changes) {
  const moves = [];
  if (changes.length < 2) return moves;
  const fold = (token) => token.normalize("NFC").toLowerCase();
  const oldRuns = changes.map((run) => run.old.map(fold));
  const newRuns = changes.map((run) => run.new.map(fold));
  const places = indexOf(newRuns);
  const taken = new Set();
  oldRuns.forEach((run, change) => {
    let end = 0;
    for (const [start, seed] of seeds(run)) {
      if (start < end) continue;
      const found = longest(run, start, places.get(seed.join("\u0000")) ?? [], change, newRuns, taken);
      if (!found || found.length < seed.length) continue;
      end = start + found.length;
      for (let k = 0; k < found.length; k += 1) taken.add(`${found.change} ${found.start + k}`);
      moves.push({
        number: moves.length + 1,
        oldChange: change,
        oldStart: start,
        newChange: found.change,
        newStart: found.start,
        length: found.length,
      });
    }
  });
  return moves;
}

function indexOf(runs) {
  const places = new Map();
  runs.forEach((run, change) => {
    for (const [start, seed] of seeds(run)) {
      const key = seed.join("\u0000");
      if (!places.has(key)) places.set(key, []);
      if (places.get(key).length < CANDIDATES) places.get(key).push({ change, start });
    }
  });
  return places;
}

function* seeds(run) {
  const words = [...run.keys()].filter((k) => isWord(run[k]));
  for (let k = 0; k + MOVED_WORDS <= words.length; k += 1) {
    const [first, last] = [words[k], words[k + MOVED_WORDS - 1]];
    if (last - first < SEED_TOKENS) yield [first, run.slice(first, last + 1)];
  }
}

function longest(run, start, places, change, newRuns, taken) {
  let best = null;
  for (const place of places) {
    if (place.change === change) continue; // it stands beside its deletion: a replacement
    const length = agreement(run, start, newRuns[place.change], place, taken);
    if (!best || length > best.length) best = { ...place, length };
  }
  return best;
}

function agreement(run, start, other, place, taken) {
  const limit = Math.min(run.length - start, other.length - place.start);
  let length = 0;
  while (
    length < limit &&
    run[start + length] === other[place.start + length] &&
    !taken.has(`${place.change} ${place.start + length}`)
  )
    length += 1;
  while (length && isBlank(run[start + length - 1])) length -= 1;
  return length;
}
