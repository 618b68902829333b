// Light, dark, high contrast, or as the system has it: applied at once, kept with the person, and in a cookie for the page
// where one signs in.

import { prefer } from "../lib/preferences.js";

const YEAR = 31_536_000;

export default function theme(group) {
  const buttons = [...group.querySelectorAll("[data-theme-choice]")];
  const show = () => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === (document.documentElement.dataset.theme ?? "")));
    }
  };

  group.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-theme-choice]")?.dataset.themeChoice;
    if (choice === undefined) return;
    wear(choice);
    prefer({ theme: choice || null });
    show();
  });
  group.closest("details")?.addEventListener("toggle", show);
  show();
}

// "" follows the system.
export function wear(choice) {
  const root = document.documentElement;
  if (choice) root.dataset.theme = choice;
  else delete root.dataset.theme;
  keepInBrowser("stet-theme", choice);
}

export function keepInBrowser(name, value) {
  document.cookie = `${name}=${value}; path=/; max-age=${value ? YEAR : 0}; samesite=lax`;
}
