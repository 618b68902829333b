// Settings are applied at once: there is no Save button, and what changed can be undone.

import { h } from "../lib/dom.js";
import { t } from "../lib/messages.js";
import { prefer, preferences } from "../lib/preferences.js";

export default function settings(section) {
  const note = h("p", { class: "meta" });
  section.append(note);
  for (const field of section.querySelectorAll("[data-preference]")) {
    const name = field.dataset.preference;
    const show = () => { if (field.type === "checkbox") field.checked = preferences[name]; else field.value = preferences[name]; };
    const keep = async (value) => {
      const before = preferences[name];
      const refusal = await prefer({ [name]: value });
      show();
      if (refusal !== null) return note.replaceChildren(refusal || t("This needs a connection. Nothing was changed; try again when the server answers."));
      return note.replaceChildren(t("Saved."), " ", h("button", { class: "link-btn", type: "button", onclick: () => keep(before) }, t("Undo")));
    };
    field.addEventListener("change", () => keep(field.type === "checkbox" ? field.checked : field.value));
    show();
  }
}
