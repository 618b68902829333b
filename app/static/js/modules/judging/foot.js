// What the desk says below the texts: a message, how far the person is, what was saved.

import { h } from "../../lib/dom.js";
import { number, t, tn } from "../../lib/messages.js";
import { Announcer } from "../announce.js";

export class Foot {
  #announcer = new Announcer();
  #message = document.getElementById("desk-message");

  say(words) { this.#announcer.say(words); }

  tell(words, { more = null, isFocus = false } = {}) {
    this.#message.replaceChildren(words, ...(more ? [" ", more] : []));
    this.#message.hidden = false;
    if (isFocus) this.#message.focus();
    this.say(words);
  }

  showProgress(segments) {
    const done = segments.filter((one) => one.finished).length;
    document.getElementById("desk-progress").textContent = t("{n} of {of} finished", { n: number(done), of: number(segments.length) });
  }

  // Of a sample, also what other pages hold.
  showPlace(place, of, left) {
    const words = t("{n} of {of}", { n: number(place), of: number(of) });
    document.getElementById("desk-progress").textContent = `${words} · ${tn("{n} finished", "{n} finished", of - left)}`;
  }

  showSaved(sending) {
    const n = sending.unsaved;
    const node = document.getElementById("desk-saved");
    node.dataset.unsaved = n;
    if (sending.isPaused) node.replaceChildren(`${t("Sign in again to go on saving")} `, h("a", { href: "/sign-in", target: "_blank" }, t("Sign in")), " ", h("button", { class: "link-btn", type: "button", onclick: () => sending.retry() }, t("Try again")));
    else node.textContent = n ? tn("{n} change kept on this device", "{n} changes kept on this device", n) : t("All changes saved");
  }
}
