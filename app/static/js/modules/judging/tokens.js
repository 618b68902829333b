// A text as the words, or the letters, between which the cursor moves: places in UTF-16 units, white space left out.

const BLANK = /^\s*$/u;

export function words(text, lang) { return cut(text, lang, "word"); }
export function letters(text, lang) { return cut(text, lang, "grapheme"); }

function cut(text, lang, granularity) {
  const pieces = new Intl.Segmenter(lang || undefined, { granularity }).segment(text);
  const found = [];
  for (const { segment, index } of pieces) {
    if (!BLANK.test(segment)) found.push({ start: index, end: index + segment.length });
  }
  return granularity === "word" ? joined(found, text) : found;
}

// A picture made of several signs, and a sign that follows it, is one word even where the browser cuts it.
function joined(found, text) {
  const borders = new Set([...new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(text)].map((one) => one.index));
  borders.add(text.length);
  return found.reduce((all, one) => {
    const last = all.at(-1);
    if (last && last.end === one.start && !borders.has(one.start)) last.end = one.end;
    else all.push({ ...one });
    return all;
  }, []);
}
