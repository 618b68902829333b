// What a page says was just done is undone with Ctrl+Z outside text.

export default function undoing(notice) {
  const form = notice.querySelector("form");
  if (!form) return;
  document.addEventListener("keydown", (event) => {
    const isUndo = event.key.toLowerCase() === "z" && (event.ctrlKey || event.metaKey) && !event.shiftKey && !event.altKey;
    if (!isUndo || event.repeat || event.getModifierState("AltGraph") || event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    event.preventDefault();
    form.requestSubmit();
  });
}
