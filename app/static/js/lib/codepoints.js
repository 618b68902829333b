// The only place where the browser's UTF-16 offsets and the product's code-point offsets meet.

export function toCodePoints(text, units) {
  return [...text.slice(0, units)].length;
}

export function toUnits(text, points) {
  return [...text].slice(0, points).join("").length;
}

export function length(text) {
  return [...text].length;
}
