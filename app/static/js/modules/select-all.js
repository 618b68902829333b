// A field whose whole text is selected when it gets the focus, to be copied by hand.

export default function selectAll(field) {
  field.addEventListener("focus", () => field.select());
  if (document.activeElement === field) field.select();
}
