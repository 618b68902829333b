// One place that says whether everything is saved, in words, derived from journal and queue only; and the bars for trouble.

import { h } from "../lib/dom.js";
import { clock, t, tn } from "../lib/messages.js";

const QUIET = 1000;

export class Indicator {
  #bench;
  #node = document.getElementById("indicator");
  #bars = document.getElementById("bars");
  #since = null;
  #timer = null;
  #kind = "saved";
  #why = "";

  constructor(bench) {
    this.#bench = bench;
    bench.saving.addEventListener("changed", () => this.show());
    if (!bench.saving.isJournalling && bench.journalWanted) this.#sayNoJournal();
    this.show();
  }

  show() {
    const { kind, words, buttons = [] } = this.#state();
    const key = kind + words;
    if (this.#node.dataset.key !== key) {
      this.#node.dataset.key = key;
      this.#node.dataset.kind = kind;
      this.#node.querySelector(".words").textContent = words;
      this.#node.title = words;
      this.#node.querySelectorAll("button").forEach((button) => button.remove());
      this.#node.append(...buttons);
    }
    if (kind !== this.#kind) this.#turned(kind, words);
    this.#kind = kind;
    this.#sayWhy();
  }

  #state() {
    const { saving } = this.#bench;
    const n = saving.unsaved;
    this.#watch(n);
    if (saving.isSignedOut && n) return { kind: "signed-out", words: t("Sign in again to go on saving") };
    if (saving.blocked("refused").length) return this.#refused(saving.blocked("refused").length);
    if (saving.blocked("conflict").length) return this.#conflicts(saving.blocked("conflict"));
    if (n && !saving.isJournalling && this.#isAway()) return { kind: "refused", words: tn("Not saved: {n} change", "Not saved: {n} changes", n) };
    if (n && !navigator.onLine) return { kind: "offline", words: tn("Offline. {n} change kept on this device", "Offline. {n} changes kept on this device", n) };
    if (n && saving.queue.trouble) return { kind: "troubled", words: tn("Not saved yet. {n} change kept on this device", "Not saved yet. {n} changes kept on this device", n) };
    if (n && saving.queue.isTroubled) return { kind: "offline", words: tn("No answer. {n} change kept on this device", "No answer. {n} changes kept on this device", n) };
    if (n && Date.now() - this.#since >= QUIET) return { kind: "saving", words: t("Saving…") };
    if (n) return { kind: "kept", words: saving.isJournalling ? t("Kept on this device") : t("Saving…") };
    const at = saving.savedAt ? ` · ${clock(saving.savedAt)}` : "";
    return { kind: "saved", words: t("All changes saved") + at };
  }

  #isAway() { return !navigator.onLine || this.#bench.saving.queue.isTroubled; }

  // "Saving…" only after a second, counted from the first change that is not acknowledged.
  #watch(n) {
    if (!n) {
      this.#since = null;
      clearTimeout(this.#timer);
      this.#timer = null;
      return;
    }
    this.#since ??= Date.now();
    this.#timer ??= setTimeout(() => { this.show(); }, QUIET + 20);
  }

  #refused(n) {
    const { saving } = this.#bench;
    const again = h("button", { class: "link-btn", type: "button", onclick: () => saving.retry() }, t("Try again"));
    const copy = h("button", { class: "link-btn", type: "button", onclick: () => copyTexts(saving.unsavedTexts()) }, t("Copy text"));
    return { kind: "refused", words: tn("Could not save {n} change", "Could not save {n} changes", n), buttons: [again, copy] };
  }

  // Why texts were refused, in the server's words, as long as they are.
  #sayWhy() {
    const why = this.#bench.saving.refusals().join(" ");
    if (this.#why === why) return;
    this.#why = why;
    this.bar("refused", why && h("div", { class: "notice notice-warn" }, why));
    if (why) this.#bench.announcer.shout(why);
  }

  #conflicts(ids) {
    const show = h("button", { class: "link-btn", type: "button", onclick: () => this.#bench.conflicts.focus(ids[0]) }, t("Show"));
    return { kind: "conflict", words: tn("{n} segment has two versions", "{n} segments have two versions", ids.length), buttons: [show] };
  }

  #turned(kind, words) {
    const was = this.#kind;
    this.bar("signed-out", kind === "signed-out" && this.#signInBar());
    this.bar("offline", kind === "offline" && h("div", { class: "notice notice-warn" }, t("No connection. Go on working, changes are kept here.")));
    this.bar("troubled", kind === "troubled" && h("div", { class: "notice notice-warn" }, this.#bench.saving.queue.trouble));
    if (["offline", "troubled", "refused", "signed-out"].includes(kind)) this.#bench.announcer.shout(words);
    if (kind === "saved" && ["offline", "troubled"].includes(was)) this.#bench.announcer.say(t("All changes saved"));
  }

  #signInBar() {
    const signIn = () => window.open("/sign-in?window=1", "stet-sign-in", "popup,width=480,height=560");
    return h("div", { class: "notice notice-warn", role: "group" },
      h("span", {}, t("Your sign-in has ended. Go on working; changes are kept on this device until you sign in again.")),
      h("button", { class: "btn btn-small", type: "button", onclick: signIn }, t("Sign in")));
  }

  bar(name, node) {
    const old = this.#bars.querySelector(`[data-bar="${name}"]`);
    const hadFocus = old?.contains(document.activeElement);
    old?.remove();
    if (hadFocus) this.#bench.backToRow();
    if (!node) return;
    node.dataset.bar = name;
    this.#bars.append(node);
  }

  #sayNoJournal() {
    this.bar("no-journal", h("div", { class: "notice" },
      t("This browser keeps nothing on the device here, so changes go to the server every two seconds."),
      h("button", { class: "link-btn", type: "button", onclick: () => this.bar("no-journal", null) }, t("Close"))));
  }
}

function copyTexts(texts) {
  return navigator.clipboard.writeText([...texts.values()].join("\n"));
}
