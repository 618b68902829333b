// A file that is chosen, or dropped anywhere on the page, is read at once.

export default function chosenFile(form) {
  const { file, text } = form.elements;
  const carriesFiles = (event) => event.dataTransfer?.types.includes("Files");

  file.addEventListener("change", () => { if (file.files.length && !form.elements.source?.value) form.requestSubmit(); });
  document.addEventListener("dragover", (event) => {
    if (!carriesFiles(event)) return;
    event.preventDefault();
    form.classList.add("over");
  });
  document.addEventListener("dragleave", (event) => { if (!event.relatedTarget) form.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    form.classList.remove("over");
    if (!carriesFiles(event)) return;
    event.preventDefault();
    const target = event.target.closest(".more-card") ? form.elements.source_file : file;
    target.files = event.dataTransfer.files;
    target.dispatchEvent(new Event("change"));
  });
  text?.addEventListener("input", () => { file.value = ""; });
}
