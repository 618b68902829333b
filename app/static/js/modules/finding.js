// Says at the field what is wrong with a pattern while it is being written; Enter in the replacement shows what it would do.

import { request } from "../lib/api.js";
import { isComposing } from "./keyboard.js";

const PAUSE = 400;

export default function finding(form) {
  const field = form.querySelector("#q");
  const error = form.querySelector("#q-error");
  const pattern = form.querySelector("[name=pattern]");
  let timer = null;
  let asked = 0;

  const say = (sentence) => {
    error.textContent = sentence;
    error.hidden = !sentence;
    if (sentence) Object.entries({ "aria-invalid": "true", "aria-describedby": "q-error" }).forEach(([name, value]) => field.setAttribute(name, value));
    else field.removeAttribute("aria-invalid");
  };

  const look = async () => {
    const number = ++asked;
    if (!pattern.checked || !field.value) return say("");
    const query = new URLSearchParams({ q: field.value, pattern: 1, limit: 1 });
    if (form.querySelector("[name=words]").checked) query.set("words", 1);
    const { status, body } = await request("GET", `/projects/${form.dataset.project}/search?${query}`).catch(() => ({ status: 0, body: {} }));
    if (number === asked) say(status === 422 ? body.error : "");
    return undefined;
  };

  form.querySelector("#replacement")?.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.ctrlKey || event.metaKey || isComposing(event)) return;
    event.preventDefault();
    form.requestSubmit(form.querySelector("[name=do][value=replace]"));
  });

  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(look, PAUSE);
  });
}
