// What a reviewer sent back stands under its text; the reviewer's wording is taken as one step of undo.

import { t } from "../lib/messages.js";

export function listen(bench) {
  bench.grid.addEventListener("click", (event) => {
    const button = event.target.closest("[data-wording]");
    if (button) takeWording(bench, button.closest(".row"));
  });
}

export function takeWording(bench, row = bench.current) {
  const button = row?.querySelector("[data-wording]");
  if (!button || button.offsetParent === null) return bench.dock.tell(t("No reviewer suggested a wording here."));
  bench.moving.open(row);
  bench.editing.apply(button.dataset.wording);
  return bench.announcer.say(t("The reviewer's wording stands here now. Confirm it, or change it."));
}
