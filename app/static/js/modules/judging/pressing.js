// Which act of the desk a key means; null where it means none there.

import { matches } from "../keyboard.js";

const SEVERITY_KEYS = { 1: "minor", 2: "major", 3: "critical" };
export const OMISSION = /(^|\/)omission$/i;

export function action(event, desk) {
  if (matches(event, "Mod+Enter")) return () => desk.done();
  if (matches(event, "Alt+ArrowDown")) return () => desk.step(1);
  if (matches(event, "Alt+ArrowUp")) return () => desk.step(-1);
  if (matches(event, "Mod+/")) return () => desk.keys();
  if (event.target.matches("input, textarea, select")) return null;
  if (matches(event, "Mod+Z")) return () => desk.undo();
  const isField = desk.fields.some((field) => field.node === event.target);
  if (isField && matches(event, "Tab") && event.target === desk.fields.at(-1).node && desk.fields.length > 1) return () => desk.fields[0].focus();
  if (isField && matches(event, "Escape")) return () => desk.leave();
  if (isField || event.target.closest(".error, .offers")) return letterAction(event, desk);
  return null;
}

function letterAction(event, desk) {
  for (const [key, severity] of Object.entries(SEVERITY_KEYS)) if (matches(event, key)) return () => desk.severity(severity);
  if (matches(event, "Delete") || matches(event, "Backspace")) return () => desk.remove(desk.current());
  if (matches(event, "N")) return () => desk.noErrors();
  if (matches(event, "E")) return () => desk.comment(desk.current());
  if (matches(event, "F")) return () => desk.nextOffer();
  if (!desk.isMarking) return null;
  if (matches(event, "J")) return () => desk.join();
  if (desk.data.kind === "esa") return matches(event, "O") ? () => desk.mark(desk.omission) : null;
  if (matches(event, "Shift+O") && desk.letters.get(desk.omission) === "O") return () => desk.mark(desk.omission, { isAfter: true });
  const found = desk.data.keys.find(([key]) => matches(event, key));
  return found ? () => desk.mark(found[1]) : null;
}
