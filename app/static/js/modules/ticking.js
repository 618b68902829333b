// Ticks of a preview: all or none at once, and the button says in how many places.

import { tn } from "../lib/messages.js";

const WORDS = {
  replace: (n) => tn("Replace in {n} place", "Replace in {n} places", n),
  back: (n) => tn("Take back in {n} segment", "Take back in {n} segments", n),
};

export default function ticking(form) {
  const button = form.querySelector("button[data-ticked]");
  if (!button) return;
  const ticks = [...form.querySelectorAll("input[type=checkbox]")];
  const links = [...form.querySelectorAll("[data-tick]")];
  const count = () => {
    const n = ticks.filter((tick) => tick.checked).length;
    button.textContent = WORDS[button.dataset.ticked](n);
    button.setAttribute("aria-disabled", String(n === 0));
    for (const link of links) link.hidden = link.dataset.tick === "none" ? n === 0 : n > 0;
  };
  form.addEventListener("change", count);
  for (const link of links) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      for (const tick of ticks) tick.checked = link.dataset.tick === "all";
      count();
      links.find((one) => !one.hidden)?.focus();
    });
  }
  form.addEventListener("submit", (event) => { if (button.getAttribute("aria-disabled") === "true") event.preventDefault(); });
  document.addEventListener("keydown", (event) => {
    const isMain = event.key === "Enter" && (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (!isMain || event.isComposing || event.keyCode === 229 || event.getModifierState("AltGraph")) return;
    event.preventDefault();
    form.requestSubmit(button);
  });
  count();
}
