// Words, spaces and signs of a text one by one, as app/domain/tokens.py cuts it.

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
const ALL_BLANK = /^\p{White_Space}*$/u;

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

export const isWord = (token) => WORD.test(token);
export const isBlank = (text) => ALL_BLANK.test(text);
export const countWords = (tokens) => tokens.filter(isWord).length;
