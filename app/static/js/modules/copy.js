// Puts the exported text on the clipboard, as plain text and as simple HTML; where that is not allowed, selects it.

import { number, t } from "../lib/messages.js";

export default function copy(button) {
  const status = document.getElementById(button.dataset.status);
  const address = (format) => {
    const options = new URLSearchParams(button.dataset.options);
    options.set("format", format);
    return `/api/v1/documents/${button.dataset.document}/export?${options}`;
  };

  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      const plain = fetchText(address("txt"));
      const rich = fetchText(address("html")).then(simple);
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": blob(plain, "text/plain"), "text/html": blob(rich, "text/html") })]);
      status.textContent = t("Copied: {n} characters, as plain text and with headings and paragraphs.", { n: number([...(await plain)].length) });
    } catch {
      const shown = document.getElementById("preview");
      getSelection().selectAllChildren(shown);
      shown.focus();
      status.textContent = t("This browser does not let pages copy here. The preview is selected: press Ctrl+C.");
    }
  });
}

async function fetchText(address) {
  const response = await fetch(address, { credentials: "same-origin" });
  if (!response.ok) throw new Error(`export answered ${response.status}`);
  return response.text();
}

const blob = async (text, type) => new Blob([await text], { type });

// The paragraphs of the page alone: no title of the window, no styles.
function simple(page) {
  const found = new DOMParser().parseFromString(page, "text/html");
  const { lang, dir } = found.documentElement;
  const box = found.createElement("div");
  if (lang) box.lang = lang;
  if (dir) box.dir = dir;
  box.append(...found.body.childNodes);
  return box.outerHTML;
}
