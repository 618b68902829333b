// What was typed and is not on the server yet, kept in IndexedDB: written on every input event, gone once acknowledged.
// Relaxed durability and one write at a time with the newest value winning lost nothing in crashes; a debounce lost everything.

const NAME = "stet-journal";
const STORE = "entries";
const KEPT = 30 * 24 * 3600 * 1000;
const LEAVING = 10_000; // a page that is still here after this time was not left

export class Journal extends EventTarget {
  #db;
  #person;
  #waiting = new Map();
  #writing = false;
  #settled = [];
  #leaving = false;

  // A journal that cannot keep anything still answers, and says so with `works`.
  static async open(person, { off = false } = {}) {
    const journal = new Journal();
    journal.#person = String(person);
    journal.works = false;
    if (off) return journal;
    try {
      journal.#db = await open();
      journal.works = true;
      await journal.#forgetOld();
      addEventListener("pagehide", () => journal.#writeLast());
      addEventListener("beforeunload", () => journal.#leave());
    } catch (error) {
      journal.reason = error;
    }
    return journal;
  }

  get isIdle() { return !this.#writing && this.#waiting.size === 0; }

  put(entry) {
    const key = this.#key(entry.segment);
    this.#enqueue(key, { put: { ...entry, key, person: this.#person, at: Date.now() } });
  }

  // Removes the entry only if it still is the change `opId`; anything newer stays. A page that is being left removes
  // nothing: the next one may have been written before the server knew of the change, and would show neither.
  remove(segment, opId) {
    if (this.#leaving) {
      setTimeout(() => this.remove(segment, opId), LEAVING);
      return;
    }
    const key = this.#key(segment);
    const waiting = this.#waiting.get(key);
    if (waiting?.put && waiting.put.opId !== opId) return;
    this.#enqueue(key, { remove: opId });
  }

  #leave() {
    this.#leaving = true;
    setTimeout(() => { this.#leaving = false; }, LEAVING);
  }

  // Everything this person typed in a document, oldest first.
  async entries(document) {
    if (!this.works) return [];
    const all = await result(this.#db.transaction(STORE).objectStore(STORE).getAll());
    return all
      .filter((entry) => entry.person === this.#person && entry.document === document)
      .sort((one, other) => one.at - other.at);
  }

  idle() {
    return this.isIdle ? Promise.resolve() : new Promise((resolve) => this.#settled.push(resolve));
  }

  #key(segment) { return `${this.#person}:${segment}`; }

  #enqueue(key, change) {
    if (!this.works) return;
    this.#waiting.set(key, change);
    if (!this.#writing) this.#write();
  }

  async #write() {
    this.#writing = true;
    while (this.#waiting.size) {
      const changes = [...this.#waiting];
      this.#waiting.clear();
      try {
        await this.#commit(changes);
      } catch (error) {
        this.works = false;
        this.reason = error;
        this.dispatchEvent(new Event("failed"));
      }
    }
    this.#writing = false;
    this.#settled.splice(0).forEach((resolve) => resolve());
    this.dispatchEvent(new Event("written"));
  }

  // The page goes: what waits for the write before it is handed over at once, since no callback will come any more.
  #writeLast() {
    const changes = [...this.#waiting].filter(([, change]) => change.put);
    if (this.works && changes.length) this.#commit(changes).catch(() => {});
  }

  #commit(changes) {
    const transaction = this.#db.transaction(STORE, "readwrite", { durability: "relaxed" });
    const store = transaction.objectStore(STORE);
    for (const [key, change] of changes) {
      if (change.put) store.put(change.put);
      else removeIf(store, key, change.remove);
    }
    if (changes.every(([, change]) => change.put)) transaction.commit();
    return new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  }

  async #forgetOld() {
    const transaction = this.#db.transaction(STORE, "readwrite");
    const store = transaction.objectStore(STORE);
    for (const entry of await result(store.getAll())) {
      if (entry.at < Date.now() - KEPT) store.delete(entry.key);
    }
  }
}

function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "key" });
  return result(request);
}

function removeIf(store, key, opId) {
  const request = store.get(key);
  request.onsuccess = () => {
    if (request.result?.opId === opId) store.delete(key);
  };
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error ?? new Error("blocked"));
  });
}
