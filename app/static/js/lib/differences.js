// What changed between two texts, as app/domain/diff.py says it; tests/domain/differences.json holds both to it.
// The server's answer counts where the two could differ: dictionaries of Chinese, Japanese, Thai and their like.

const ABSORBED_TOKENS = 3;
const ABSORBED_WORDS = 1;
const MOVED_WORDS = 3;
const SEED_TOKENS = 12;
const CANDIDATES = 8;
const LISTED = 5;
const QUOTED = 60;

const UNSPACED =
  "\\p{Script=Han}\\p{Script=Hiragana}\\p{Script=Katakana}\\u30FC" +
  "\\p{Script=Thai}\\p{Script=Lao}\\p{Script=Khmer}\\p{Script=Myanmar}";
const LETTER = `(?:(?![${UNSPACED}])[\\p{L}\\p{N}_])\\p{M}*`;
const INSIDE_WORDS = "['\\u2019\\u00B7\\u05F3\\u05F4\\u00AD\\u200C\\u200D]";
const INSIDE_NUMBERS = "[.,\\u066B\\u066C]";
const EMOJI =
  "\\p{Extended_Pictographic}[\\p{M}\\p{Emoji_Modifier}\\u{E0020}-\\u{E007F}]*" +
  "(?:\\u200D\\p{Extended_Pictographic}[\\p{M}\\p{Emoji_Modifier}]*)*";
const TOKEN = new RegExp(
  `(?<unspaced>(?:[${UNSPACED}]\\p{M}*)+)` +
    `|(?:${LETTER})+(?:(?:${INSIDE_WORDS}|(?<=\\p{Nd})${INSIDE_NUMBERS}(?=\\p{Nd}))(?:${LETTER})+)*` +
    "|\\p{Regional_Indicator}{2}" +
    `|${EMOJI}` +
    "|\\r\\n" +
    "|.\\p{M}*",
  "gsu",
);
const WORD = /[\p{L}\p{N}]/u;
const BLANK = /^\p{White_Space}*$/u;
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

/** Every token of the text in order; joined they are the text. */
export function split(text, lang) {
  const tokens = [];
  for (const match of text.matchAll(TOKEN)) {
    if (match.groups.unspaced) tokens.push(...byDictionary(match[0], lang));
    else tokens.push(match[0]);
  }
  return tokens;
}

const segmenters = new Map();

function byDictionary(run, lang) {
  const primary = (lang ?? "").split("-")[0].toLowerCase();
  const locale = ["ja", "zh", "th", "lo", "km", "my"].includes(primary) ? primary : "ja";
  if (!segmenters.has(locale)) segmenters.set(locale, new Intl.Segmenter(locale, { granularity: "word" }));
  return Array.from(segmenters.get(locale).segment(run), (word) => word.segment);
}

const isWord = (token) => WORD.test(token);
const countWords = (tokens) => sum(tokens, isWord);
const sum = (items, value) => items.reduce((total, item) => total + Number(value(item)), 0);
const strip = (text) => text.replace(OUTER_BLANKS, "");

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

/** The pairs of the longest common subsequence: a match at once, else a's is dropped if that costs nothing, else b's. */
function matches(a, b) {
  const limit = Math.min(a.length, b.length);
  let start = 0;
  while (start < limit && a[start] === b[start]) start += 1;
  const pairs = Array.from({ length: start }, (_, i) => [i, i]);
  for (const [i, j] of walk(a.slice(start), b.slice(start))) pairs.push([start + i, start + j]);
  return pairs;
}

function* walk(a, b) {
  const rows = new Rows(a, b);
  let [p, q] = [a.length, b.length];
  let length = rows.length(p, q);
  let withoutA = rows.length(p - 1, q);
  while (p && q && length) {
    if (a[a.length - p] === b[b.length - q]) {
      yield [a.length - p, b.length - q];
      p -= 1;
      q -= 1;
      length -= 1;
      withoutA = rows.length(p - 1, q);
    } else if (length > withoutA) {
      withoutA -= rows.stepUp(p - 1, q);
      q -= 1;
    } else {
      p -= 1;
      length = withoutA;
      withoutA = rows.length(p - 1, q);
    }
  }
}

/** length[p][q]: the common subsequence of the last p of a and the last q of b, as bit vectors (Hyyrö 2004). */
class Rows {
  constructor(a, b) {
    this.width = (b.length >>> 5) + 1;
    this.bits = new Uint32Array((a.length + 1) * this.width).fill(0xffffffff, 0, this.width);
    const places = this.placesOf(b);
    const nowhere = new Uint32Array(this.width);
    for (let p = 1; p <= a.length; p += 1) this.fill(p, places.get(a[a.length - p]) ?? nowhere);
  }

  placesOf(b) {
    const places = new Map();
    for (let place = 0; place < b.length; place += 1) {
      const item = b[b.length - 1 - place];
      if (!places.has(item)) places.set(item, new Uint32Array(this.width));
      places.get(item)[place >>> 5] |= 1 << (place & 31);
    }
    return places;
  }

  fill(p, places) {
    const above = (p - 1) * this.width;
    let carry = 0;
    for (let w = 0; w < this.width; w += 1) {
      const row = this.bits[above + w];
      const hits = (row & places[w]) >>> 0;
      const added = row + hits + carry;
      carry = added > 0xffffffff ? 1 : 0;
      this.bits[above + this.width + w] = added | (row & ~hits);
    }
  }

  length(p, q) {
    if (p <= 0) return 0;
    let steps = q;
    const row = p * this.width;
    for (let w = 0; w < q >>> 5; w += 1) steps -= ones(this.bits[row + w]);
    const rest = q & 31;
    return rest ? steps - ones(this.bits[row + (q >>> 5)] & ((1 << rest) - 1)) : steps;
  }

  stepUp(p, q) {
    if (p <= 0) return 0;
    return 1 - ((this.bits[p * this.width + ((q - 1) >>> 5)] >>> ((q - 1) & 31)) & 1);
  }
}

function ones(bits) {
  bits -= (bits >>> 1) & 0x55555555;
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return (((bits + (bits >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
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

// Moves

/** Phrases of three words and more that one change deletes and another inserts, equal but for case. */
function findMoves(changes) {
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
  while (length && BLANK.test(run[start + length - 1])) length -= 1;
  return length;
}

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

// The sentence

const english = (text, values = {}) => text.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

function summarise(pieces, t) {
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
      !BLANK.test(piece.text) || !(pieces[position - 1]?.move || pieces[position + 1]?.move),
  );
}

function replaced(before, after, t) {
  if (before.normalize("NFC") === after.normalize("NFC"))
    return t("{text} replaced by the same in other characters", { text: before });
  return t("{old} replaced by {new}", { old: before, new: after });
}

function named(text, t) {
  if (BLANKS.has(text)) return t(BLANKS.get(text));
  const shown = strip(text);
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
