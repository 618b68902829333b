// Light, dark, high contrast, or as the system has it: applied at once and kept with the person.

import { h } from "../lib/dom.js";
import { wear, worn } from "../lib/looks.js";
import { t } from "../lib/messages.js";
import { prefer, preferences } from "../lib/preferences.js";

export default function theme(group) {
  const buttons = [...group.querySelectorAll("[data-theme-choice]")];
  const note = h("p", { class: "menu-label", role: "status" });
  group.append(note);
  const show = () => {
    for (const button of buttons) button.setAttribute("aria-pressed", String(button.dataset.themeChoice === worn("theme")));
  };

  group.addEventListener("click", async (event) => {
    const choice = event.target.closest("[data-theme-choice]")?.dataset.themeChoice;
    if (choice === undefined) return;
    const before = worn("theme");
    const put = (value) => { wear("theme", value); preferences.theme = value; show(); };
    put(choice);
    const refusal = await prefer({ theme: choice });
    if (refusal !== null && worn("theme") === choice) put(before);
    note.textContent = refusal === null ? "" : refusal || t("This needs a connection. Nothing was changed; try again when the server answers.");
  });
  group.closest("details")?.addEventListener("toggle", show);
  show();
}
