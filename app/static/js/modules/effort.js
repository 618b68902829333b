// How long somebody works in a segment and how many keys that takes. Only counts: which key it was is forgotten at once.
//
// Time counts for thirty seconds after each input (key, click, tap, scrolling by hand) while the page is in view; a key counts in the text, a
// held one once, Shift and its like alone never. Nothing is written or sent while somebody types: every five seconds the counts are kept in
// the browser, every minute and when the page goes they are sent. Until the server has said yes they go out under the same key, so that
// they never count twice.

import { newId, request } from "../lib/api.js";
import { Shelf } from "../lib/shelf.js";

const IDLE = 30_000;
const KEEP = 5000;
const SEND = 60_000;
const NO_KEYS = new Set(["Shift", "Control", "Alt", "AltGraph", "Meta", "CapsLock", "Fn", "NumLock", "ScrollLock", "OS"]);
const INPUTS = ["keydown", "pointerdown", "wheel", "input"];

export class Effort {
  #page;
  #shelf;
  #last = -Infinity; // of the newest input
  #credited = 0;
  #batch = null;
  #isDirty = false;
  #isSending = false;
  #sentAt = performance.now();

  // page: {document, person, isReview, isKept, segment(): id | null, isText(target): boolean}
  static async start(page) {
    const effort = new Effort();
    effort.#page = page;
    effort.#shelf = await Shelf.open({ off: !page.isKept });
    effort.#listen();
    effort.#sendLeft();
    return effort;
  }

  #listen() {
    for (const type of INPUTS) document.addEventListener(type, (event) => this.#noticed(event), { capture: true, passive: true });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.#leave(); });
    addEventListener("pagehide", () => this.#leave());
    setInterval(() => this.#tick(), KEEP);
  }

  #noticed(event) {
    const now = performance.now();
    this.#credit(now);
    this.#last = this.#credited = now;
    if (event.type === "keydown" && !event.repeat && !NO_KEYS.has(event.key) && this.#page.isText(event.target)) this.#count("keystrokes", 1);
  }

  // The time since the newest input, at most thirty seconds of it, belongs to the segment that is open now.
  #credit(now) {
    const until = Math.min(now, this.#last + IDLE);
    if (until > this.#credited) this.#count("milliseconds", until - this.#credited);
    this.#credited = Math.max(this.#credited, until);
  }

  #count(what, amount) {
    const id = this.#page.segment();
    if (id === null) return;
    this.#batch ??= { opId: newId(), person: this.#page.person, document: this.#page.document, isReview: this.#page.isReview, segments: {} };
    this.#batch.segments[id] ??= { milliseconds: 0, keystrokes: 0 };
    this.#batch.segments[id][what] += amount;
    this.#isDirty = true;
  }

  #tick() {
    this.#credit(performance.now());
    if (this.#isDirty) this.#keep();
    if (performance.now() - this.#sentAt >= SEND) this.#send();
  }

  #keep() {
    this.#isDirty = false;
    this.#shelf.put(structuredClone(this.#batch));
  }

  #leave() {
    this.#credit(performance.now());
    this.#last = -Infinity;
    if (!this.#batch) return;
    this.#keep();
    this.#send({ keepalive: true });
  }

  async #send(options = {}) {
    if (!this.#batch || (this.#isSending && !options.keepalive)) return;
    this.#sentAt = performance.now();
    this.#isSending = true;
    const batch = structuredClone(this.#batch);
    const isTaken = await deliver(batch, options);
    this.#isSending = false;
    if (!isTaken || this.#batch?.opId !== batch.opId) return;
    this.#shelf.remove(batch.opId);
    this.#batch = rest(this.#batch, batch);
    if (this.#batch) this.#keep();
  }

  // What a crashed page left behind; of a page that is still open the server keeps the higher counts.
  async #sendLeft() {
    for (const batch of await this.#shelf.all(this.#page.person)) {
      if (batch.opId !== this.#batch?.opId && await deliver(batch)) this.#shelf.remove(batch.opId);
    }
  }
}

// Whether the server has an answer for good: it took the counts, or it never will.
async function deliver({ opId, document: id, isReview, segments }, options = {}) {
  const counts = Object.entries(segments).map(([segment, { milliseconds, keystrokes }]) => ({ id: Number(segment), milliseconds: Math.round(milliseconds), keystrokes }));
  const body = { op_id: opId, is_review: isReview, segments: counts };
  const { status } = await request("POST", `/documents/${id}/effort`, body, options).catch(() => ({ status: 0 }));
  return status >= 200 && status < 500 && ![401, 408, 429].includes(status);
}

// What was counted while a batch was on its way, under a new key; null where that is nothing.
function rest(now, sent) {
  const segments = {};
  for (const [id, { milliseconds, keystrokes }] of Object.entries(now.segments)) {
    const before = sent.segments[id] ?? { milliseconds: 0, keystrokes: 0 };
    const left = { milliseconds: milliseconds - before.milliseconds, keystrokes: keystrokes - before.keystrokes };
    if (left.milliseconds || left.keystrokes) segments[id] = left;
  }
  return Object.keys(segments).length ? { ...now, opId: newId(), segments } : null;
}
