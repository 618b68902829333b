// From key to server: journal on every input, drafts after a pause, revisions on confirming and leaving. What is unsaved is
// what the journal or the queue holds without the server's word for it; the indicator says nothing else.

import { newId, renewToken, request } from "../lib/api.js";
import { SaveQueue } from "../lib/queue.js";

const PAUSE = 800;
const LONGEST = 5000;
const WITHOUT_JOURNAL = 2000;
const KEEPALIVE_BYTES = 60_000;
const PING = 5000;

export class Saving extends EventTarget {
  #bench;
  #journal;
  #queue;
  #works = new Map();
  #unsaved = new Map();
  #pending = new Map();
  #draftOps = new Map(); // by segment: the operations under which the server may hold this tab's draft
  #ping = null;

  constructor(bench, journal) {
    super();
    this.#bench = bench;
    this.#journal = journal;
    this.#queue = new SaveQueue(send, { waits: bench.waits });
    this.savedAt = null;
    this.stranger = null;
    this.#listen();
  }

  get unsaved() { return this.#unsaved.size; }
  get isJournalling() { return this.#journal.works; }
  get queue() { return this.#queue; }
  get journal() { return this.#journal; }
  get isSignedOut() { return this.#queue.isPaused; }
  // The server's sentences about texts that it refused, each once.
  refusals() {
    const said = [...this.#queue.blocked.values()].filter(({ reason }) => reason === "refused").map(({ body }) => body?.error);
    return [...new Set(said.filter(Boolean))];
  }

  blocked(reason) { return [...this.#queue.blocked].filter(([, block]) => block.reason === reason).map(([id]) => id); }

  // The text that a person sees in a segment: what was typed, what is on its way, else what is stored.
  textOf(segment) { return this.#works.get(segment.id)?.text ?? this.#pending.get(segment.id)?.text ?? segment.text; }
  isTyped(id) { return this.#works.has(id); }
  pending(id) { return this.#pending.get(id); }

  typed(segment, text, selection) {
    const work = this.#works.get(segment.id) ?? { base: segment.revision, since: Date.now(), timer: null };
    Object.assign(work, { text, opId: newId(), position: segment.position });
    this.#works.set(segment.id, work);
    this.#keep(segment.id, work, "draft", selection);
    this.#scheduleDraft(segment.id, work);
  }

  // A text that was typed earlier (restored, or the server's draft) and is already safe where it came from.
  adopt(segment, { text, base, opId = null, isOnServer = false }) {
    const work = { text, base, opId: opId ?? newId(), since: Date.now(), timer: null, position: segment.position, isOnServer };
    this.#works.set(segment.id, work);
    if (isOnServer) this.#noteDraft(segment.id, work.opId);
    if (!isOnServer) {
      this.#unsaved.set(segment.id, work.opId);
      this.#sendDraft(segment.id);
    }
  }

  // The change becomes a revision. Nobody waits for the answer.
  save(segment, text, { confirm = false, state, opId = newId(), base = null, mustStay = false } = {}) {
    const work = this.#forget(segment.id);
    const change = { kind: "revision", segment: segment.id, text, base: base ?? work?.base ?? segment.revision, confirm, mustStay, opId, draftOps: [...(this.#draftOps.get(segment.id) ?? [])] };
    this.#noteDraft(segment.id, opId); // a save that meets a conflict is kept as a draft
    this.#pending.set(segment.id, { text, state: state ?? (confirm ? "confirmed" : "edited"), opId });
    this.#keep(segment.id, { ...change, position: segment.position }, confirm ? "confirm" : "save");
    this.#queue.drop(segment.id, "draft");
    this.#queue.put(change);
    return change;
  }

  // Typed back to what is stored: no unsaved mark remains.
  takeBack(segment) {
    const work = this.#forget(segment.id);
    if (!work) return;
    this.#queue.drop(segment.id, "draft");
    this.#journal.remove(segment.id, work.opId);
    this.#unsaved.delete(segment.id);
    if (work.isOnServer || this.#queue.waiting(segment.id).length) {
      const opId = newId();
      this.#unsaved.set(segment.id, opId);
      this.#queue.put({ kind: "discard", segment: segment.id, opId });
    }
    this.#changed();
  }

  // After a choice in a conflict the segment's waiting changes are replaced by what was chosen.
  release(id) {
    this.#forget(id);
    this.#pending.delete(id);
    const opId = this.#unsaved.get(id);
    this.#unsaved.delete(id);
    if (opId) this.#journal.remove(id, opId);
    this.#queue.unblock(id);
    this.#changed();
  }

  // For texts that are no segment's: a question, a new sentence. In the journal only.
  keepLoose(key, text) {
    const opId = `loose-${key}`;
    if (text) this.#journal.put({ document: this.#bench.id, segment: key, text, opId, intent: "loose" });
    else this.#journal.remove(key, opId);
  }

  async flush(id = null) {
    for (const segment of id === null ? [...this.#works.keys()] : [id]) {
      const work = this.#works.get(segment);
      if (work?.timer) this.#sendDraft(segment);
    }
    this.#queue.retry();
    await this.#queue.flushed(id);
  }

  retry() { this.#queue.retry(); this.#changed(); }

  async resume() {
    const { person } = await renewToken();
    this.stranger = person !== String(this.#bench.person.id) ? person : null;
    if (this.stranger === null) {
      clearInterval(this.#ping);
      this.#ping = null;
      this.#queue.resume();
    }
    this.#changed();
  }

  unsavedTexts() {
    const texts = new Map();
    for (const id of this.#unsaved.keys()) texts.set(id, this.#works.get(id)?.text ?? this.#pending.get(id)?.text ?? "");
    return texts;
  }

  #forget(id) {
    const work = this.#works.get(id);
    clearTimeout(work?.timer);
    this.#works.delete(id);
    return work;
  }

  #keep(id, work, intent, selection = null) {
    this.#unsaved.set(id, work.opId);
    this.#journal.put({
      document: this.#bench.id, segment: id, position: work.position, base: work.base, text: work.text,
      selection, tab: this.#bench.tab, opId: work.opId, intent,
    });
    this.#changed();
  }

  #scheduleDraft(id, work) {
    clearTimeout(work.timer);
    const longest = this.#journal.works ? LONGEST : WITHOUT_JOURNAL;
    const wait = Math.max(0, Math.min(PAUSE, work.since + longest - Date.now()));
    work.timer = setTimeout(() => this.#sendDraft(id), wait);
  }

  #sendDraft(id) {
    const work = this.#works.get(id);
    clearTimeout(work.timer);
    Object.assign(work, { timer: null, since: Date.now(), isOnServer: true });
    this.#noteDraft(id, work.opId);
    this.#queue.put({ kind: "draft", segment: id, text: work.text, base: work.base, opId: work.opId });
  }

  #noteDraft(id, opId) { this.#draftOps.set(id, [...(this.#draftOps.get(id) ?? []), opId]); }

  // The server keeps one draft for each person and segment: the operations before an answered one are gone with it.
  #forgetDraftsBefore(id, opId) {
    const ops = this.#draftOps.get(id) ?? [];
    this.#draftOps.set(id, ops.slice(Math.max(0, ops.indexOf(opId))));
  }

  #listen() {
    this.#queue.addEventListener("saved", ({ detail }) => this.#acknowledged(detail));
    this.#queue.addEventListener("conflict", ({ detail }) => this.dispatchEvent(new CustomEvent("conflict", { detail })));
    this.#queue.addEventListener("refused", ({ detail }) => this.dispatchEvent(new CustomEvent("refused", { detail })));
    this.#queue.addEventListener("signed-out", () => this.#askForSignIn());
    this.#queue.addEventListener("changed", () => this.#changed());
    this.#journal.addEventListener("failed", () => this.#changed());
    addEventListener("online", () => this.retry());
    addEventListener("offline", () => this.#changed());
    document.addEventListener("visibilitychange", () => { if (document.visibilityState === "hidden") this.#sendDrafts(); });
    addEventListener("pagehide", () => this.#sendLast());
    addEventListener("beforeunload", (event) => { if (this.unsaved && !this.#journal.works) event.preventDefault(); });
    new BroadcastChannel("stet").addEventListener("message", ({ data }) => {
      if (data === "stet-signed-in" || data?.type === "stet-signed-in") this.resume();
    });
  }

  #acknowledged({ change, body }) {
    const { segment: id, opId, kind } = change;
    this.#journal.remove(id, opId);
    this.#forgetDraftsBefore(id, opId);
    if (this.#unsaved.get(id) === opId) this.#unsaved.delete(id);
    if (this.#pending.get(id)?.opId === opId) this.#pending.delete(id);
    const work = this.#works.get(id);
    if (kind === "revision" && work) work.base = body.revision.number;
    this.savedAt = new Date();
    this.dispatchEvent(new CustomEvent("saved", { detail: { change, body } }));
    this.#changed();
  }

  #askForSignIn() {
    this.dispatchEvent(new Event("signed-out"));
    this.#ping ??= setInterval(async () => {
      const { status } = await request("GET", "/ping").catch(() => ({ status: 0 }));
      if (status === 204 || status === 200) this.resume();
    }, PING);
  }

  #sendDrafts() {
    for (const [id, work] of this.#works) if (work.timer) this.#sendDraft(id);
  }

  // The page goes: what has not been answered is sent once more, within the browser's limit; the journal holds the rest.
  #sendLast() {
    let left = KEEPALIVE_BYTES;
    const isSmall = (text) => (left -= new TextEncoder().encode(text).length + 200) > 0;
    for (const [id, work] of this.#works) {
      if (this.#unsaved.get(id) !== work.opId || !isSmall(work.text)) continue;
      send({ kind: "draft", segment: id, text: work.text, base: work.base, opId: work.opId }, { keepalive: true }).catch(() => {});
    }
    for (const id of this.#queue.segments()) {
      const change = this.#queue.waiting(id).find(({ kind }) => kind === "revision");
      if (change && isSmall(change.text)) send(change, { keepalive: true }).catch(() => {});
    }
  }

  #changed() { this.dispatchEvent(new Event("changed")); }
}

function send({ kind, segment, text, base, confirm, opId, draftOps }, options = {}) {
  const body = { text, base_revision: base, op_id: opId };
  if (kind === "discard") return request("DELETE", `/segments/${segment}/draft`, undefined, options);
  if (kind === "draft") return request("PUT", `/segments/${segment}/draft`, body, options);
  return request("POST", `/segments/${segment}/revisions`, { ...body, confirm, draft_ops: draftOps }, options);
}
