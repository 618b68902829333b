// The number from 0 to 100 of ESA and DA: a slider and a field with the four anchors in words.

import { h } from "../../lib/dom.js";
import { t } from "../../lib/messages.js";

const ANCHORS = [
  [0, t("No meaning preserved")], [33, t("Some meaning preserved")],
  [66, t("Most meaning preserved and few grammar mistakes")], [100, t("Perfect meaning and grammar")],
];

let count = 0;

export function rating({ label, value, onchange }) {
  const list = `anchors-${(count += 1)}`;
  const slider = h("input", { class: "slider", type: "range", min: "0", max: "100", step: "1", list, "aria-label": label, value: value ?? 50 });
  const field = h("input", { class: "input number", type: "number", min: "0", max: "100", step: "1", "aria-label": label, value: value ?? "" });
  const node = h("div", { class: "rating" },
    h("div", { class: "row-of" }, slider, field),
    h("datalist", { id: list }, ...ANCHORS.map(([at]) => h("option", { value: at }))),
    h("ol", { class: "anchors" }, ...ANCHORS.map(([at, words]) => h("li", {}, h("button", { class: "link-btn", type: "button", onclick: () => set(at) }, h("b", { class: "number" }, String(at)), ` ${words}`)))));
  if (value === null || value === undefined) slider.classList.add("unset");

  function set(given) {
    const found = Math.min(100, Math.max(0, Math.round(Number(given))));
    if (given === "" || Number.isNaN(found)) return;
    slider.value = field.value = String(found);
    slider.classList.remove("unset");
    onchange(found);
  }
  slider.addEventListener("input", () => { field.value = slider.value; slider.classList.remove("unset"); });
  slider.addEventListener("change", () => set(slider.value));
  field.addEventListener("change", () => set(field.value));
  return { node, focus: () => slider.focus() };
}
