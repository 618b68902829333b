// Counts of work that the server has not taken yet, kept in IndexedDB so that a crash loses seconds of them at most.

const NAME = "stet-effort";
const STORE = "batches";
const KEPT = 30 * 24 * 3600 * 1000;

// Without IndexedDB, or where the browser shall keep nothing, a shelf holds nothing and says nothing of it.
export class Shelf {
  #db = null;

  static async open({ off = false } = {}) {
    const shelf = new Shelf();
    if (!off) shelf.#db = await open().catch(() => null);
    return shelf;
  }

  put(batch) { this.#change((store) => store.put({ ...batch, at: Date.now() })); }
  remove(opId) { this.#change((store) => store.delete(opId)); }

  // What this person's other or crashed pages left.
  async all(person) {
    if (!this.#db) return [];
    const found = await result(this.#db.transaction(STORE).objectStore(STORE).getAll()).catch(() => []);
    for (const { opId, at } of found) if (at < Date.now() - KEPT) this.remove(opId);
    return found.filter((batch) => batch.person === person && batch.at >= Date.now() - KEPT);
  }

  #change(change) {
    try {
      if (this.#db) change(this.#db.transaction(STORE, "readwrite", { durability: "relaxed" }).objectStore(STORE));
    } catch {
      this.#db = null; // the browser closed it: counts of this page are then sent or lost with it
    }
  }
}

function open() {
  const request = indexedDB.open(NAME, 1);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: "opId" });
  return result(request);
}

function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = request.onblocked = () => reject(request.error ?? new Error("blocked"));
  });
}
