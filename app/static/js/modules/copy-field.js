// Copies a field's text, and says so on the button itself.

import { t } from "../lib/messages.js";

export default function copyField(button) {
  const field = document.getElementById(button.dataset.field);
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(field.value);
    button.textContent = t("Copied");
  });
}
