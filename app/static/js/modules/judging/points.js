// What an error costs, as app/domain/scoring/weights.py has it: the most specific entry wins.

const plain = (text) => text.split(/\s+/u).filter(Boolean).join(" ").toLowerCase();

export function points(weights, mark) {
  const severity = plain(mark.severity);
  const parts = (mark.category ?? "").split("/").map(plain).filter(Boolean);
  for (let length = parts.length; length >= 0; length -= 1) {
    for (const start of [severity, "*"]) {
      const weight = weights[[start, ...parts.slice(0, length)].join("/")];
      if (weight !== undefined) return weight;
    }
  }
  return 0;
}

// Sums of tenths without the tail that computers give them.
export const total = (weights, marks) => Math.round(marks.reduce((sum, mark) => sum + points(weights, mark), 0) * 1000) / 1000;
