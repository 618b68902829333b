// What the page says aloud: one polite message at a time, at most one a second, the newest wins; urgent ones at once.

import { preferences } from "../lib/preferences.js";

const GAP = 1000;

export class Announcer {
  #polite = document.getElementById("polite");
  #assertive = document.getElementById("assertive");
  #next = null;
  #timer = null;
  #last = 0;

  // Routine is what a person did and sees; who chose brief messages does not hear it. Urgent ones are always said.
  say(message, { isRoutine = false } = {}) {
    if (preferences.verbosity === "off" || (isRoutine && preferences.verbosity === "brief")) return;
    this.#next = message;
    if (this.#timer) return;
    this.#timer = setTimeout(() => this.#speak(), Math.max(60, this.#last + GAP - Date.now()));
  }

  // After a burst of changes only the last one is said.
  sayLater(message, wait = 600) {
    if (preferences.verbosity === "off") return;
    clearTimeout(this.#timer);
    this.#next = message;
    this.#timer = setTimeout(() => this.#speak(), wait);
  }

  shout(message) {
    this.#assertive.textContent = "";
    setTimeout(() => { this.#assertive.textContent = message; }, 30);
  }

  #speak() {
    this.#timer = null;
    this.#last = Date.now();
    this.#polite.textContent = "";
    setTimeout(() => { this.#polite.textContent = this.#next; }, 30);
  }
}
