// Asks why texts go back: one of the project's reasons, a note, and for one text the reviewer's own wording.

import { isComposing } from "./keyboard.js";
import { t, tn } from "../lib/messages.js";

// Resolves to the fields, or to null where the person thought again.
export function why(rows) {
  const dialog = document.getElementById("why");
  const form = dialog.querySelector("form");
  const wording = form.querySelector("#suggestion");
  const isSingle = rows.length === 1;
  dialog.querySelector("h2").textContent = isSingle
    ? t("Send back segment {n}", { n: rows[0].dataset.position })
    : tn("Send back {n} segment", "Send back {n} segments", rows.length);
  form.reset();
  form.querySelector(".suggestion").hidden = !isSingle;
  wording.disabled = !isSingle;
  wording.value = isSingle ? rows[0].dataset.text : "";
  dialog.showModal();
  form.querySelector("[name=reason]").focus();

  return new Promise((resolve) => {
    const answer = { fields: null };
    const send = (event) => {
      event.preventDefault();
      const note = form.querySelector("#note").value.trim();
      const changed = isSingle && wording.value !== rows[0].dataset.text;
      answer.fields = { reason: new FormData(form).get("reason"), note: note || null, suggestion: changed ? wording.value : null };
      dialog.close();
    };
    const press = (event) => {
      if (isComposing(event) || event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      form.requestSubmit();
    };
    const cancel = () => dialog.close();
    form.addEventListener("submit", send);
    dialog.addEventListener("keydown", press);
    form.querySelector("[data-cancel]").addEventListener("click", cancel);
    dialog.addEventListener("close", () => {
      form.removeEventListener("submit", send);
      dialog.removeEventListener("keydown", press);
      form.querySelector("[data-cancel]").removeEventListener("click", cancel);
      resolve(answer.fields);
    }, { once: true });
  });
}
