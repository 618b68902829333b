// Ctrl+Enter downloads, and the page says that it happened.

import { t } from "../lib/messages.js";

export default function download(link) {
  const status = document.getElementById(link.dataset.status);
  link.addEventListener("click", () => {
    status.textContent = t("Exported. The file is with your downloads.");
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey) || event.isComposing) return;
    event.preventDefault();
    link.click();
  });
}
