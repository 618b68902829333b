// A file dropped or a text pasted anywhere on the page goes to the import.

import { number, t } from "../lib/messages.js";

const editable = (target) => target.closest?.("input, textarea, select, [contenteditable]");

export default function receive(form) {
  const veil = document.getElementById("drop-veil");
  const words = document.getElementById("received");
  const send = (text) => {
    words.textContent = t("Text received, {n} characters", { n: number([...text].length) });
    form.elements.text.value = text;
    form.submit();
  };

  document.addEventListener("paste", (event) => {
    if (editable(event.target)) return;
    const { files } = event.clipboardData;
    const text = event.clipboardData.getData("text/plain");
    if (!text.trim() && !files.length) return;
    event.preventDefault();
    if (text.trim()) send(text);
    else sendFiles(files);
  });

  const carries = (event) => ["Files", "text/plain"].some((kind) => event.dataTransfer?.types.includes(kind));
  document.addEventListener("dragover", (event) => {
    if (!carries(event) || editable(event.target)) return;
    event.preventDefault();
    veil.hidden = false;
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) veil.hidden = true; });
  document.addEventListener("drop", (event) => {
    veil.hidden = true;
    if (!carries(event) || editable(event.target)) return;
    event.preventDefault();
    if (event.dataTransfer.files.length) sendFiles(event.dataTransfer.files);
    else send(event.dataTransfer.getData("text/plain"));
  });

  function sendFiles(files) {
    words.textContent = t("File received: {name}", { name: files[0].name });
    form.elements.file.files = files;
    form.submit();
  }
}
