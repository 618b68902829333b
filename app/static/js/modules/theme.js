// Light, dark, or as the system has it: applied at once and kept in a cookie, so that the server renders it without a flash.

const YEAR = 31_536_000;

export default function theme(group) {
  const root = document.documentElement;
  const buttons = [...group.querySelectorAll("[data-theme-choice]")];
  const show = () => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.themeChoice === (root.dataset.theme ?? "")));
    }
  };

  group.addEventListener("click", (event) => {
    const choice = event.target.closest("[data-theme-choice]")?.dataset.themeChoice;
    if (choice === undefined) return;
    if (choice) root.dataset.theme = choice;
    else delete root.dataset.theme;
    document.cookie = `stet-theme=${choice}; path=/; max-age=${choice ? YEAR : 0}; samesite=lax`;
    show();
  });
  show();
}
