// Shows a moment in the reader's own time and words; the exact one stays in the tooltip.

import { time } from "../lib/messages.js";

export default function moments(element) {
  const at = element.getAttribute("datetime");
  element.title = element.textContent;
  element.textContent = time(at);
}
