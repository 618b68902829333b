// The edge of the panel is dragged, or moved with the arrow keys; the width is kept with the person.

import { h } from "../lib/dom.js";
import { t } from "../lib/messages.js";
import { prefer, preferences } from "../lib/preferences.js";

const [NARROWEST, USUAL, WIDEST] = [280, 336, 480];
const STEP = 16;

export function edgeOf(panel, keepPlace) {
  const isReversed = () => getComputedStyle(panel).direction === "rtl";
  const edge = h("div", { class: "panel-edge", role: "separator", tabindex: 0, "aria-orientation": "vertical", "aria-label": t("Width of the panel"),
    "aria-valuemin": NARROWEST, "aria-valuemax": WIDEST, title: t("Width of the panel") });
  let width = preferences.panel_width ?? USUAL;
  let before = null;
  const wear = () => panel.style.setProperty("--panel", `${width}px`);
  const tell = () => edge.setAttribute("aria-valuenow", panel.offsetWidth || width);
  const put = (wanted) => {
    width = Math.round(Math.min(WIDEST, Math.max(NARROWEST, wanted)));
    keepPlace(wear);
    tell();
  };
  const keep = () => {
    preferences.panel_width = width;
    prefer({ panel_width: width === USUAL ? null : width });
  };
  edge.addEventListener("pointerdown", (event) => {
    event.preventDefault();
    edge.setPointerCapture(event.pointerId);
    before = { x: event.clientX, width: panel.offsetWidth };
  });
  edge.addEventListener("pointermove", ({ clientX }) => {
    if (before) put(before.width + (isReversed() ? clientX - before.x : before.x - clientX));
  });
  for (const end of ["pointerup", "pointercancel"]) edge.addEventListener(end, () => { if (before) keep(); before = null; });
  edge.addEventListener("dblclick", () => { put(USUAL); keep(); });
  edge.addEventListener("keydown", (event) => {
    const wider = isReversed() ? "ArrowRight" : "ArrowLeft";
    const to = { [wider]: panel.offsetWidth + STEP, [isReversed() ? "ArrowLeft" : "ArrowRight"]: panel.offsetWidth - STEP, Home: NARROWEST, End: WIDEST }[event.key];
    if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    event.stopPropagation();
    put(to);
    keep();
  });
  edge.addEventListener("focus", tell);
  if (width !== USUAL) wear();
  tell();
  return edge;
}
