// The interface's words in the person's language. A missing translation is the English sentence itself.

const node = document.getElementById("messages");
const catalogue = node ? JSON.parse(node.textContent) : {};
const language = document.documentElement.lang || "en";
const plurals = new Intl.PluralRules(language);
// Digits as the server writes them, and as people type them into fields for numbers.
const formats = `${language}-u-nu-latn`;
// Hours and days as the reader's own region writes them, where it speaks this language.
const region = navigator.languages.find((one) => one.split("-")[0] === language.split("-")[0]) ?? language;
const times = `${region}-u-nu-latn`;
const numbers = new Intl.NumberFormat(formats);

export const number = (n) => numbers.format(n);

export function t(sentence, values = {}) {
  return fill(catalogue[sentence] ?? sentence, values);
}

// "{n} segment" / "{n} segments": languages with more forms hold an object of forms under the second sentence.
export function tn(one, many, n, values = {}) {
  const forms = catalogue[many];
  const sentence = typeof forms === "object" ? forms[plurals.select(n)] ?? forms.other : n === 1 ? t(one) : t(many);
  return fill(sentence, { n: numbers.format(n), ...values });
}

export function time(iso) {
  const date = new Date(iso);
  const today = date.toDateString() === new Date().toDateString();
  const style = today ? { timeStyle: "short" } : { dateStyle: "medium", timeStyle: "short" };
  return new Intl.DateTimeFormat(times, style).format(date);
}

export const clock = (date) => new Intl.DateTimeFormat(times, { timeStyle: "short" }).format(date);

function fill(sentence, values) {
  return sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);
}
