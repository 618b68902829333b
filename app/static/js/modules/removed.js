// Somebody deleted the document that is open here: who did it, and what is unsaved to take along.

import { request } from "../lib/api.js";
import { h } from "../lib/dom.js";
import { t, tn } from "../lib/messages.js";

export class Removed {
  #bench;
  #removal = null;

  constructor(bench) {
    this.#bench = bench;
    bench.saving.addEventListener("refused", ({ detail: { body } }) => { if (body?.status === 404) this.look(); });
    bench.saving.addEventListener("changed", () => { if (this.#removal) this.#show(); });
  }

  // Asked before it is said: a segment may be gone where the document is not.
  async look() {
    if (this.#removal) return;
    const { status, body } = await request("GET", `/documents/${this.#bench.id}/removal`).catch(() => ({ status: 0 }));
    if (status !== 200 || this.#removal) return;
    this.#removal = body.removal;
    this.#show();
    this.#bench.announcer.shout(this.#words());
  }

  #words() {
    const { removed_by: who } = this.#removal;
    return who ? t("This document was removed by {name}.", { name: who }) : t("This document was removed.");
  }

  #show() {
    const texts = this.#bench.saving.unsavedTexts();
    const button = (words, act) => h("button", { class: "btn btn-small", type: "button", onclick: act }, words);
    const unsaved = texts.size
      ? [h("span", {}, tn("Your {n} unsaved change:", "Your {n} unsaved changes:", texts.size)), button(t("Copy"), () => this.#copy(texts)), button(t("Download"), () => this.#download(texts))]
      : [h("span", {}, t("Everything that you changed before is kept with it."))];
    const back = h("a", { class: "link-btn", href: `/p/${this.#bench.project}` }, t("To the project"));
    this.#bench.indicator.bar("removed", h("div", { class: "notice notice-warn", role: "group" }, h("b", {}, this.#words()), ...unsaved, back));
  }

  async #copy(texts) {
    await navigator.clipboard.writeText([...texts.values()].join("\n"));
    this.#bench.announcer.say(t("Copied."));
  }

  #download(texts) {
    const file = URL.createObjectURL(new Blob([[...texts.values()].join("\n"), "\n"], { type: "text/plain;charset=utf-8" }));
    h("a", { href: file, download: `${this.#removal.document_name}.txt` }).click();
    setTimeout(() => URL.revokeObjectURL(file), 10_000);
  }
}
