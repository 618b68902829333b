// Marks on their way to the server: in order, each until it is acknowledged, kept in the journal until then.

import { newId, request } from "../../lib/api.js";

const WAITS = [1000, 2000, 4000, 8000, 15_000, 30_000];

export class Sending extends EventTarget {
  #journal;
  #document;
  #waiting = [];
  #ids = new Map();
  #running = false;
  #failures = 0;
  #timer = null;
  #number = 0;
  isPaused = false;

  constructor(document, journal) {
    super();
    this.#document = `marks:${document}`;
    this.#journal = journal;
    addEventListener("online", () => this.retry());
  }

  get unsaved() { return this.#waiting.length; }

  know(opId, id) { this.#ids.set(opId, id); }

  // What an earlier page could not send, oldest first.
  async left() {
    const entries = await this.#journal.entries(this.#document);
    const found = entries.map((entry) => entry.change).sort((one, other) => one.at - other.at || one.number - other.number);
    this.#number = Math.max(0, ...found.map((one) => one.number));
    return found;
  }

  // change: {kind: mark|withdraw|finish|rating, segment, …}. Answers its opId.
  add(change) {
    const full = { opId: newId(), at: Date.now(), number: (this.#number += 1), ...change };
    this.#journal.put({ segment: `mark:${full.opId}`, document: this.#document, opId: full.opId, change: full });
    this.again(full);
    return full.opId;
  }

  again(change) {
    this.#waiting.push(change);
    this.#changed();
    this.#run();
  }

  retry() {
    clearTimeout(this.#timer);
    this.#timer = null;
    this.isPaused = false;
    this.#run();
  }

  async #run() {
    if (this.#running || this.#timer || this.isPaused) return;
    this.#running = true;
    while (this.#waiting.length && !this.#timer && !this.isPaused) {
      const change = this.#waiting[0];
      this.#settle(change, await this.#ask(change).catch(() => ({ status: 0, body: {} })));
    }
    this.#running = false;
    this.#changed();
  }

  #settle(change, { status, body }) {
    if (status === 0 || status >= 500 || status === 429 || status === 408) {
      const pause = WAITS[Math.min(this.#failures, WAITS.length - 1)];
      this.#failures += 1;
      this.#timer = setTimeout(() => this.retry(), pause);
      return;
    }
    if (status === 401) { this.isPaused = true; return; }
    this.#failures = 0;
    this.#waiting.shift();
    this.#journal.remove(`mark:${change.opId}`, change.opId);
    if (status >= 400) this.dispatchEvent(new CustomEvent("refused", { detail: { change, sentence: body.error, mark: body.mark } }));
    else if (change.kind === "mark") this.#ids.set(change.opId, body.mark.id);
    this.#changed();
  }

  async #ask({ kind, segment, opId, body, target, replaces }) {
    if (kind === "withdraw") {
      const id = this.#ids.get(target);
      return id === undefined ? { status: 200, body: {} } : request("DELETE", `/marks/${id}`);
    }
    if (kind === "mark") return request("POST", `/segments/${segment}/marks`, { ...body, op_id: opId, replaces: this.#ids.get(replaces) ?? null });
    return request("POST", `/segments/${segment}/${kind === "rating" ? "ratings" : "finish"}`, body);
  }

  #changed() { this.dispatchEvent(new Event("changed")); }
}
