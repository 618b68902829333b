// Settings are applied at once: there is no Save button, and what changed can be undone.

import { h } from "../lib/dom.js";
import { isLook, wear, worn } from "../lib/looks.js";
import { t } from "../lib/messages.js";
import { prefer, preferences } from "../lib/preferences.js";

export default function settings(section) {
  const note = h("p", { class: "meta", role: "status" });
  section.append(note);
  for (const field of section.querySelectorAll("[data-preference]")) {
    const name = field.dataset.preference;
    const read = () => (field.type === "checkbox" ? field.checked : field.dataset.number === undefined ? field.value : Number(field.value));
    const show = () => {
      if (field.type === "checkbox") field.checked = preferences[name];
      else field.value = String(preferences[name]);
    };
    const keep = async (value) => {
      const before = preferences[name];
      if (isLook(name)) wear(name, value);
      const refusal = await prefer({ [name]: value });
      show();
      if (isLook(name)) wear(name, preferences[name]);
      if (refusal !== null) return note.replaceChildren(refusal || t("This needs a connection. Nothing was changed; try again when the server answers."));
      return note.replaceChildren(t("Saved."), " ", h("button", { class: "link-btn", type: "button", onclick: () => keep(before) }, t("Undo")));
    };
    field.addEventListener("change", () => keep(read()));
    if (name === "theme") new MutationObserver(() => { field.value = worn("theme"); }).observe(document.documentElement, { attributeFilter: ["data-theme"] }); // the account menu has it, too
    show();
  }
}
