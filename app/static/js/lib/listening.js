// News of documents from the server: one event stream for each browser, passed on between its tabs, polling behind it.
// Six open streams would stall a seventh tab, so only the tab that holds the lock listens. Knows nothing of the page.
//
// Event "news": detail is what /api/v1/documents/{id}/changes answers.

import { newId, request } from "./api.js";

const POLL = 10_000; // without a stream
const SILENCE = 16_000; // after three signs of life that did not come, a tab asks for itself
const HELLO = 10_000;
const TAB_GONE = 35_000;
const STREAM_AGAIN = 60_000; // after a refusal: too many browsers listen
const LOCK = "stet-live";

export class Listening extends EventTarget {
  #document;
  #number;
  #tab = newId();
  #channel = new BroadcastChannel("stet-live");
  #heard = Date.now();
  #stream = null;
  #streamFailed = 0;
  #listened = "";
  #tabs = new Map();
  #leads = false;
  #release = null;
  #timers = [];
  #polling = false;
  #isGone = false;

  constructor(document, number) {
    super();
    this.#document = document;
    this.#number = number;
  }

  start() {
    this.#channel.addEventListener("message", ({ data }) => this.#told(data));
    addEventListener("pagehide", () => this.#stop());
    addEventListener("pageshow", (event) => { if (event.persisted) this.#begin(); });
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") this.#watch(); });
    this.#begin();
  }

  #begin() {
    this.#heard = Date.now();
    this.#timers = [setInterval(() => this.#hello(), HELLO), setInterval(() => this.#watch(), POLL)];
    this.#hello();
    if (!navigator.locks) return; // not a secure context: nobody can tell who leads, so each tab polls
    navigator.locks.request(LOCK, () => this.#lead()).catch(() => {});
  }

  #stop() {
    this.#timers.forEach(clearInterval);
    this.#channel.postMessage({ type: "gone", tab: this.#tab });
    this.#close();
    this.#leads = false;
    this.#release?.();
  }

  // Held until this page goes; the browser gives the lock to another tab then.
  #lead() {
    this.#leads = true;
    this.#channel.postMessage({ type: "who" });
    this.#tabs.set(this.#tab, { document: this.#document, number: this.#number, at: Infinity });
    this.#listen();
    return new Promise((resolve) => { this.#release = resolve; });
  }

  #hello() {
    if (this.#isGone && !this.#leads) return;
    if (!this.#isGone) this.#channel.postMessage({ type: "here", tab: this.#tab, document: this.#document, number: this.#number });
    if (!this.#leads) return;
    for (const [tab, { at }] of this.#tabs) if (at < Date.now() - TAB_GONE) this.#tabs.delete(tab);
    if (this.#tabs.size) this.#listen();
  }

  #told({ type, tab, document: id, number, news, listened }) {
    if (type === "who") this.#hello();
    if (type === "beat") this.#heard = Date.now();
    if (type === "news") this.#took(news, listened);
    if (type === "deleted") this.#deleted(id);
    if (!this.#leads) return;
    if (type === "gone") this.#tabs.delete(tab);
    if (type === "here") {
      this.#tabs.set(tab, { document: id, number, at: Date.now() });
      this.#listen();
    }
  }

  // Opens the stream for the documents of all tabs, from what the one that knows least has seen.
  #listen() {
    const wanted = this.#wanted();
    if (this.#stream && wanted.key === this.#listened) return;
    if (!this.#stream && Date.now() < this.#streamFailed + STREAM_AGAIN) return;
    this.#close();
    this.#listened = wanted.key;
    const stream = new EventSource(`/api/v1${wanted.path("events")}`);
    stream.addEventListener("message", ({ data }) => this.#pass(JSON.parse(data), wanted.ids));
    stream.addEventListener("beat", () => this.#beat());
    stream.addEventListener("error", () => {
      if (stream !== this.#stream || stream.readyState !== EventSource.CLOSED) return;
      this.#stream = null;
      this.#streamFailed = Date.now();
      this.#poll();
    });
    this.#stream = stream;
  }

  #wanted() {
    const tabs = this.#tabs.size ? [...this.#tabs.values()] : [{ document: this.#document, number: this.#number }];
    const ids = [...new Set(tabs.map((tab) => tab.document))].sort((one, other) => one - other).slice(0, 20);
    const number = Math.min(this.#number, ...tabs.map((tab) => tab.number));
    const also = ids.slice(1).join(",");
    return { ids, key: ids.join(), path: (what) => `/documents/${ids[0]}/${what}?after=${number}${also ? `&also=${also}` : ""}` };
  }

  #close() {
    this.#stream?.close();
    this.#stream = null;
  }

  #beat() {
    this.#heard = Date.now();
    this.#channel.postMessage({ type: "beat" });
  }

  #pass(news, listened) {
    this.#channel.postMessage({ type: "news", news, listened });
    this.#took(news, listened);
  }

  #took(news, listened) {
    this.#heard = Date.now();
    if (!listened.includes(this.#document)) return;
    this.#number = news.number;
    if (this.#leads) for (const tab of this.#tabs.values()) if (listened.includes(tab.document)) tab.number = news.number;
    this.dispatchEvent(new CustomEvent("news", { detail: news }));
  }

  // One of the documents is gone, and the stream of all of them with it: the others go on without it.
  async #missing(ids) {
    for (const id of ids) {
      const { status } = await request("GET", `/documents/${id}`).catch(() => ({ status: 0 }));
      if (status !== 404) continue;
      this.#channel.postMessage({ type: "deleted", document: id });
      this.#deleted(id);
    }
    this.#streamFailed = 0;
    if (this.#leads && this.#tabs.size) this.#listen();
  }

  #deleted(id) {
    for (const [tab, { document: open }] of this.#tabs) if (open === id) this.#tabs.delete(tab);
    if (id !== this.#document || this.#isGone) return;
    this.#isGone = true;
    this.dispatchEvent(new Event("gone"));
  }

  // The tab that leads asks for all of them where no stream is; another one only once it hears nothing any more.
  #watch() {
    if (this.#isGone && !(this.#leads && this.#tabs.size)) return;
    const isServed = this.#leads ? this.#stream !== null : Date.now() - this.#heard < SILENCE;
    if (!isServed || (!this.#leads && !navigator.locks)) this.#poll();
  }

  async #poll() {
    if (this.#polling) return;
    this.#polling = true;
    const wanted = this.#leads ? this.#wanted() : { ids: [this.#document], path: (what) => `/documents/${this.#document}/${what}?after=${this.#number}` };
    const { status, body } = await request("GET", wanted.path("changes")).catch(() => ({ status: 0 }));
    this.#polling = false;
    if (status === 404) this.#missing(wanted.ids);
    if (status !== 200) return;
    if (this.#leads) this.#pass(body, wanted.ids);
    else this.#took(body, wanted.ids);
  }
}
