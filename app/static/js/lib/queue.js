// Changes on their way to the server: in order, one at a time, repeated until acknowledged. Knows nothing of the page.
//
// A change: {kind: "draft" | "discard" | "revision", segment, text, base, confirm, mustStay, opId}. `send(change)` answers
// {status, body} or throws where no answer came. Events: "saved", "conflict", "refused", "signed-out", "trouble", "changed".

const WAITS = [1000, 2000, 4000, 8000, 16_000, 30_000];

export class SaveQueue extends EventTarget {
  #send;
  #waits;
  #changes = [];
  #blocked = new Map();
  #sending = null;
  #failures = 0;
  #trouble = "";
  #timer = null;

  constructor(send, { waits = WAITS } = {}) {
    super();
    this.#send = send;
    this.#waits = waits;
    this.isPaused = false;
  }

  get isEmpty() { return this.#changes.length === 0; }
  get isTroubled() { return this.#failures > 0; }
  get trouble() { return this.isTroubled ? this.#trouble : ""; } // in the server's words; "" where it did not answer
  get isSending() { return this.#sending !== null; }
  get blocked() { return this.#blocked; }

  waiting(segment) { return this.#changes.filter((change) => change.segment === segment); }
  segments() { return new Set(this.#changes.map((change) => change.segment)); }

  // A newer text replaces an older one that was never sent; what may have arrived is never taken back.
  // A text that was refused, because it is too long or the like, is given up for a newer one.
  put(change) {
    if (this.#blocked.get(change.segment)?.reason === "refused") this.unblock(change.segment);
    const last = this.#changes.findLast((other) => other.segment === change.segment);
    if (last && last !== this.#sending && replaces(change, last)) this.#changes.splice(this.#changes.indexOf(last), 1);
    this.#changes.push(change);
    this.#changed();
    this.#run();
  }

  // Drops a segment's changes of one kind, except the one on its way.
  drop(segment, kind) {
    this.#changes = this.#changes.filter(
      (change) => change.segment !== segment || change.kind !== kind || change === this.#sending,
    );
    this.#changed();
  }

  // After a conflict or a refusal: forget the segment's changes, so that new ones can go.
  unblock(segment) {
    this.#blocked.delete(segment);
    this.#changes = this.#changes.filter((change) => change.segment !== segment || change === this.#sending);
    this.#changed();
  }

  retry() {
    this.#blocked.forEach(({ reason }, segment) => { if (reason === "refused") this.#blocked.delete(segment); });
    clearTimeout(this.#timer);
    this.#timer = null;
    this.#run();
  }

  resume() {
    this.isPaused = false;
    this.retry();
  }

  // Resolves once nothing of this segment (or nothing at all) waits any more, or its changes cannot go on.
  flushed(segment = null) {
    const isDone = () => {
      const left = segment === null ? this.#changes : this.waiting(segment);
      return left.length === 0 || this.isPaused || left.every((change) => this.#blocked.has(change.segment));
    };
    if (isDone()) return Promise.resolve();
    return new Promise((resolve) => {
      const look = () => {
        if (!isDone()) return;
        this.removeEventListener("changed", look);
        resolve();
      };
      this.addEventListener("changed", look);
    });
  }

  async #run() {
    if (this.#sending || this.isPaused || this.#timer) return;
    const change = this.#changes.find((other) => !this.#blocked.has(other.segment));
    if (!change) return;
    this.#sending = change;
    change.wasTried = true;
    this.#changed();
    const answer = await this.#ask(change);
    this.#sending = null;
    this.#settle(change, answer);
    this.#changed();
    this.#run();
  }

  async #ask(change) {
    try {
      return await this.#send(change);
    } catch {
      return { status: 0 };
    }
  }

  #settle(change, { status, body, retryAfter = 0 }) {
    if (status === 0 || status >= 500 || status === 429 || status === 408) return this.#wait(retryAfter, body?.error ?? "");
    this.#failures = 0;
    if (status === 401) return this.#pause();
    if (status === 409) return this.#block(change, "conflict", body);
    const isGone = change.kind === "discard" && status === 404;
    if (status >= 400 && !isGone) return this.#block(change, "refused", body);
    this.#changes.splice(this.#changes.indexOf(change), 1);
    this.#rebase(change, body);
    this.#tell("saved", { change, body });
  }

  // What was typed on top of an own change starts from that change's revision.
  #rebase(change, body) {
    const number = body?.revision?.number;
    if (number === undefined) return;
    for (const later of this.waiting(change.segment)) later.base = number;
  }

  #wait(retryAfter, trouble) {
    const pause = Math.max(this.#waits[Math.min(this.#failures, this.#waits.length - 1)], retryAfter * 1000);
    this.#failures += 1;
    this.#trouble = trouble;
    this.#timer = setTimeout(() => { this.#timer = null; this.#run(); }, pause);
    this.#tell("trouble", {});
  }

  #pause() {
    this.isPaused = true;
    this.#tell("signed-out", {});
  }

  #block(change, reason, body) {
    this.#blocked.set(change.segment, { reason, change, body });
    this.#tell(reason, { change, body });
  }

  #tell(type, detail) { this.dispatchEvent(new CustomEvent(type, { detail })); }
  #changed() { this.dispatchEvent(new Event("changed")); }
}

function replaces(change, last) {
  if (last.kind !== "revision") return true;
  return change.kind === "revision" && !last.confirm && !last.wasTried && !last.mustStay;
}
