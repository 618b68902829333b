// Keys of one's own: each command with its keys; two commands that want the same key are shown as a conflict.

import { h } from "../lib/dom.js";
import { t } from "../lib/messages.js";
import { prefer, preferences } from "../lib/preferences.js";
import { actions, clashesOf, groups } from "./actions.js";
import { chordName, chordOf, isComposing, isSingle } from "./keyboard.js";

export default function remapping(root) {
  new Keys(root).draw();
}

class Keys {
  #root;
  #listening = null;
  #said = document.getElementById("settings-said");

  constructor(root) { this.#root = root; }

  draw() {
    const all = actions({ mayEdit: true, mayLead: true });
    const clashes = clashesOf(all);
    const count = h("p", { class: "notice notice-warn", hidden: clashes.size === 0 }, t("Two commands share a key. The first one of them acts."));
    const reset = h("button", { class: "btn", type: "button", onclick: () => this.#keep(null, t("All keys are as they were.")) }, t("All keys as they were"));
    this.#root.replaceChildren(count, ...groups().map(([group, title]) => this.#group(title, all.filter((action) => action.group === group), clashes)), h("p", {}, reset));
  }

  #group(title, listed, clashes) {
    return h("table", { class: "table" }, h("caption", {}, title),
      h("thead", {}, h("tr", {}, h("th", { scope: "col" }, t("Command")), h("th", { scope: "col" }, t("Key")), h("th", { scope: "col" }, h("span", { class: "vh" }, t("Change"))))),
      h("tbody", {}, ...listed.map((action) => this.#line(action, clashes.get(action.id)))));
  }

  #line(action, others) {
    const isOwn = action.id in preferences.keys;
    const keys = h("td", { class: "keys-now" }, ...action.keys.flatMap((chord) => [h("kbd", {}, chordName(chord)), " "]),
      others ? h("span", { class: "clash" }, t("also: {others}", { others: others.join(", ") })) : null);
    const change = h("button", { class: "btn btn-small", type: "button", "aria-label": t("Change the key of: {command}", { command: action.hint }) }, t("Change"));
    change.addEventListener("click", () => this.#listen(action, change, keys));
    const usual = isOwn ? h("button", { class: "btn btn-small btn-quiet", type: "button", "aria-label": t("Usual key for: {command}", { command: action.hint }), onclick: () => this.#set(action, null) }, t("Usual key")) : null;
    return h("tr", { "data-action": action.id }, h("th", { scope: "row" }, action.hint), keys, h("td", {}, h("span", { class: "row-of" }, change, usual)));
  }

  // The next key press is the key; Escape keeps what was, Delete leaves the command without a key.
  #listen(action, button, cell) {
    this.#stop();
    const before = [...cell.childNodes];
    cell.replaceChildren(h("em", {}, t("Press the new key. Esc: leave it; Backspace: no key.")));
    const pressed = (event) => {
      if (isComposing(event) || event.key === "Tab") return this.#stop();
      const chord = chordOf(event);
      if (!chord) return undefined;
      event.preventDefault();
      event.stopPropagation();
      this.#stop();
      if (chord === "Escape") return undefined;
      return this.#set(action, chord === "Backspace" ? [] : [chord], cell);
    };
    const stop = () => { button.removeEventListener("keydown", pressed); button.removeEventListener("blur", stop); cell.replaceChildren(...before); this.#listening = null; };
    this.#listening = stop;
    button.addEventListener("keydown", pressed);
    button.addEventListener("blur", stop);
    button.focus();
  }

  #stop() { this.#listening?.(); }

  async #set(action, chords, cell = null) {
    const single = chords?.find((chord) => isSingle(chord) && action.where.every((where) => where === "text" || where === "field"));
    if (single) return this.#refuse(cell, t("A single letter would be written into the text. Choose a key with {key}.", { key: chordName("Mod") }));
    const keys = { ...preferences.keys };
    if (chords === null) delete keys[action.id];
    else keys[action.id] = chords;
    return this.#keep(keys, t("{command}: {key}", { command: action.hint, key: (chords ?? action.usual).map(chordName).join(", ") || t("no key") }), cell, action.id);
  }

  async #keep(keys, words, cell = null, id = null) {
    const refusal = await prefer({ keys });
    if (refusal !== null) return this.#refuse(cell, refusal || t("This needs a connection. Nothing was changed; try again when the server answers."));
    this.draw();
    this.#said.textContent = words;
    this.#root.querySelector(`[data-action="${id}"] button`)?.focus();
    return undefined;
  }

  #refuse(cell, words) {
    cell?.querySelector(".error")?.remove();
    cell?.append(h("span", { class: "error" }, words));
    this.#said.textContent = words;
  }
}
