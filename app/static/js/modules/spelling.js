// The browser's spelling: browsers use the person's own languages whatever the text says, so a hint tells what to do, once.

import { h } from "../lib/dom.js";
import { t } from "../lib/messages.js";
import { prefer, preferences } from "../lib/preferences.js";

// No browser looks up words of these.
const WITHOUT = new Set(["ja", "zh", "ko", "th", "lo", "km", "my"]);

const primary = (tag) => tag.split("-")[0].toLowerCase();

// Only after somebody began to write, and never for a language that the browser says it speaks.
export function hintAtSpelling(bench) {
  const { targetLang, targetName } = bench;
  const name = `spelling-${primary(targetLang || "und")}`;
  const isKnown = !targetLang || WITHOUT.has(primary(targetLang)) || (navigator.languages ?? []).some((tag) => primary(tag) === primary(targetLang));
  if (isKnown || !preferences.spellcheck || preferences.hints_seen.includes(name)) return;
  bench.grid.addEventListener("input", () => show(bench, name, targetName), { once: true });
}

function show(bench, name, language) {
  const close = () => {
    bench.indicator.bar("spelling", null);
    preferences.hints_seen = [...preferences.hints_seen, name];
    prefer({ hints_seen: preferences.hints_seen });
    bench.backToRow();
  };
  const off = () => {
    preferences.spellcheck = false;
    prefer({ spellcheck: false });
    for (const entry of bench.grid.querySelectorAll(".entry")) entry.spellcheck = false;
    close();
  };
  bench.indicator.bar("spelling", h("div", { class: "notice", role: "group" },
    h("span", {}, t("Red lines everywhere? Add {language} to your browser's spell-check languages.", { language })),
    h("button", { class: "link-btn", type: "button", onclick: off }, t("Switch spelling off")),
    h("button", { class: "link-btn", type: "button", onclick: close }, t("Close"))));
}
