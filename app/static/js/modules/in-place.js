// The forms inside a box are sent without leaving the page: the box is replaced by the one in the answer,
// and focus stays where it was. Without this module the same forms load the page again.

import { start } from "../main.js";

export default function inPlace(box) {
  let chosen = null;

  box.addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    const data = new FormData(form, event.submitter);
    // Not form.action: a field of that name hides it.
    send(form.getAttribute("action"), { method: "POST", body: data }, placeOf(event.submitter ?? chosen));
  });
  box.addEventListener("change", (event) => {
    const form = event.target.form;
    if (!form?.matches("[data-auto]")) return;
    chosen = event.target;
    form.requestSubmit();
  });
  box.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-in-place]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    send(link.href, {}, placeOf(link));
  });

  let newest = 0;
  async function send(address, options, place) {
    const turn = ++newest;
    box.setAttribute("aria-busy", "true");
    let page;
    try {
      const response = await fetch(address, { credentials: "same-origin", headers: { Accept: "text/html" }, ...options });
      page = new DOMParser().parseFromString(await response.text(), "text/html");
    } finally {
      box.removeAttribute("aria-busy");
    }
    if (turn !== newest) return;
    const fresh = page.getElementById(box.id);
    if (!fresh) {
      document.body.replaceChildren(...page.body.childNodes);
      return;
    }
    box.replaceChildren(...fresh.childNodes);
    start(box);
    focusOn(box, place);
  }
}

// Where focus was, in words that hold in the new box, too.
function placeOf(element) {
  const line = element?.closest?.("[id^='r-']");
  return { id: element?.id, line: line?.id, words: element?.textContent?.trim() };
}

function focusOn(box, { id, line, words }) {
  const own = id && box.querySelector(`#${CSS.escape(id)}`);
  const row = line && box.querySelector(`#${CSS.escape(line)}`);
  const same = buttons(row).find((one) => one.textContent.trim() === words);
  const wanted = own || box.querySelector("[autofocus]") || same || buttons(row)[0];
  wanted?.focus({ preventScroll: Boolean(own) });
}

const buttons = (row) => (row ? [...row.querySelectorAll("button, a")] : []);
