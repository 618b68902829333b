// The longest common subsequence of two lists with one fixed way of breaking ties, as app/domain/lcs.py finds it.

/** The pairs of the longest common subsequence: a match at once, else a's is dropped if that costs nothing, else b's. */
export function matches(a, b) {
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
