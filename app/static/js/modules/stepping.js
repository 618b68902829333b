// Alt+↓ and Alt+↑ go from change to change, over the edges of the page, too.

import { isComposing, matches } from "./keyboard.js";

export default function stepping(list) {
  const rows = [...list.querySelectorAll("[data-step]")];
  const step = (by) => {
    const at = rows.indexOf(document.activeElement.closest("[data-step]"));
    const next = rows[at < 0 ? 0 : at + by];
    if (next) return next.focus();
    const page = document.querySelector(`.pager [rel=${by > 0 ? "next" : "prev"}]`);
    return page && location.assign(page.href);
  };
  document.addEventListener("keydown", (event) => {
    if (isComposing(event) || event.target.matches("input, textarea, select")) return;
    const by = matches(event, "Alt+ArrowDown") ? 1 : matches(event, "Alt+ArrowUp") ? -1 : 0;
    if (!by) return;
    event.preventDefault();
    step(by);
  });
}
