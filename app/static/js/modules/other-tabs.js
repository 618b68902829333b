// The same person has the same document open in another tab: said quietly, nothing is blocked. Both tabs save, and what is
// saved in one arrives in the other.

import { newId } from "../lib/api.js";
import { t } from "../lib/messages.js";
import { read } from "./rows.js";

const ASK = 15_000;
const ANSWER = 1500; // tabs in the background answer messages, only their timers are slow

export class OtherTabs {
  #bench;
  #node = document.getElementById("other-tab");
  #channel = new BroadcastChannel("stet-tabs");
  #tab = newId();
  #others = new Map(); // by tab: the segment it stands on
  #answered = new Set();

  constructor(bench) {
    this.#bench = bench;
    this.#channel.addEventListener("message", ({ data }) => this.#told(data));
    bench.grid.addEventListener("focusin", () => this.#say("here"));
    addEventListener("pagehide", () => this.#say("gone"));
    addEventListener("pageshow", (event) => { if (event.persisted) this.#ask(); });
    setInterval(() => this.#ask(), ASK);
    this.#ask();
  }

  // A tab that crashed said no farewell: it does not answer either.
  #ask() {
    this.#answered = new Set();
    this.#say("who");
    setTimeout(() => {
      for (const tab of this.#others.keys()) if (!this.#answered.has(tab)) this.#others.delete(tab);
      this.#show();
    }, ANSWER);
  }

  #say(type) {
    const { current, id, person } = this.#bench;
    this.#channel.postMessage({ type, tab: this.#tab, document: id, person: person.id, segment: current ? read(current).id : null });
    if (type === "here") this.#show();
  }

  #told({ type, tab, document: id, person, segment }) {
    if (id !== this.#bench.id || person !== this.#bench.person.id) return;
    if (type === "gone") this.#others.delete(tab);
    else this.#others.set(tab, segment);
    this.#answered.add(tab);
    if (type === "who") this.#say("here");
    this.#show();
  }

  #show() {
    const { current } = this.#bench;
    const isHere = current && [...this.#others.values()].includes(read(current).id);
    const words = !this.#others.size ? "" : isHere ? t("This segment is also open in another tab") : t("Also open in another tab");
    if (words === this.#node.textContent) return;
    const isNew = this.#node.hidden;
    this.#node.textContent = words;
    this.#node.hidden = !words;
    if (words && isNew) this.#bench.announcer.say(words, { isRoutine: true });
  }
}
