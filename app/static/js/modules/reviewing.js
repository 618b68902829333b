// Keys and answers in place for the review page. Without it every button is a form of its own.

import { newId, request } from "../lib/api.js";
import { icon } from "../lib/dom.js";
import { number, t, tn } from "../lib/messages.js";
import { Announcer } from "./announce.js";
import { isComposing, matches } from "./keyboard.js";
import { why } from "./why.js";

export default function reviewing(form) {
  const announcer = new Announcer();
  const rows = [...form.querySelectorAll(".change")];
  const end = form.querySelector("#review-end");
  const selected = form.querySelector("#selected");
  const left = document.querySelector(".review-filters [data-left]");
  const done = [];
  let latest = Promise.resolve();
  let current = rows.find((row) => `#${row.id}` === location.hash) ?? rows[0];

  const tick = (row) => row.querySelector("input[type=checkbox]");
  const ticked = () => rows.filter((row) => tick(row).checked);
  const chosen = () => (ticked().length ? ticked() : [current]).filter((row) => !row.classList.contains("judged"));

  function go(row, { isFocus = true } = {}) {
    if (!row) return;
    current.tabIndex = -1;
    current = row;
    row.tabIndex = 0;
    if (isFocus) row.focus();
    row.scrollIntoView({ block: "nearest" });
  }

  function step(by) {
    const next = rows[rows.indexOf(current) + by];
    if (next) return go(next);
    const page = document.querySelector(`.pager [rel=${by > 0 ? "next" : "prev"}]`);
    if (page) location.assign(page.href);
    else announcer.say(by > 0 ? t("This is the last change.") : t("This is the first change."));
    return undefined;
  }

  function select(row, isOn = !tick(row).checked) {
    tick(row).checked = isOn;
    count();
  }

  function count() {
    for (const row of rows) row.setAttribute("aria-selected", String(tick(row).checked));
    const n = ticked().length;
    selected.textContent = n ? tn("{n} segment selected", "{n} segments selected", n) : "";
    if (left) left.textContent = number(Number(left.dataset.left) - rows.filter((row) => row.classList.contains("judged")).length);
  }

  function extend(by) {
    select(current, true);
    step(by);
    select(current, true);
  }

  // The focus moves on at once; a refusal brings the row back with its reason.
  async function judge(found, path, fields, state) {
    if (!found.length) return;
    const next = rows.slice(rows.indexOf(found.at(-1)) + 1).find((row) => !row.classList.contains("judged"))
      ?? rows.find((row) => !row.classList.contains("judged") && !found.includes(row));
    for (const row of found) mark(row, state);
    if (next) go(next);
    else finish();
    const segments = found.map((row) => ({ id: Number(row.dataset.id), revision: Number(row.dataset.revision) }));
    const { status, body } = await request("POST", `/documents/${form.dataset.document}/${path}`, { segments, op_id: newId(), ...fields })
      .catch(() => ({ status: 0, body: {} }));
    if (status !== 201) return refuse(found, body.error ?? t("This needs a connection. Nothing was changed; try again when the server answers."));
    for (const segment of body.segments) arrived(segment);
    const missed = found.filter((row) => !body.segments.some((one) => String(one.id) === row.dataset.id));
    done.push({ batch: body.batch.id, rows: found });
    if (missed.length) refuse(missed, body.skipped.join(" "));
    else announcer.say(state === "approved" ? tn("{n} segment approved.", "{n} segments approved.", found.length) : tn("{n} segment sent back.", "{n} segments sent back.", found.length));
  }

  const judged = (...what) => {
    latest = judge(...what);
    return latest;
  };
  const approve = (found) => judged(found, "approve", {}, "approved");

  async function sendBack(found) {
    if (!found.length) return;
    const fields = await why(found);
    go(found[0]);
    if (fields) await judged(found, "send-back", fields, "sent_back");
  }

  function mark(row, state) {
    row.dataset.before ??= row.dataset.shown;
    show(row, state);
    row.classList.add("judged");
    tick(row).checked = false;
    tick(row).disabled = true;
    count();
  }

  function show(row, state) {
    row.dataset.shown = state;
    const node = row.querySelector(".state");
    node.dataset.shown = state;
    node.replaceChildren(icon(state), Object.assign(document.createElement("span"), { className: "words", textContent: stateName(state) }));
  }

  function arrived(segment) {
    const row = rows.find((one) => one.dataset.id === String(segment.id));
    if (row) row.dataset.revision = segment.revision;
  }

  function refuse(found, sentence) {
    for (const row of found) open(row);
    go(found[0]);
    announcer.shout(sentence);
    selected.textContent = sentence;
  }

  function open(row) {
    if (row.dataset.before) show(row, row.dataset.before);
    delete row.dataset.before;
    row.classList.remove("judged");
    tick(row).disabled = false;
    end.hidden = true;
    count();
  }

  function finish() {
    end.hidden = false;
    end.focus();
  }

  async function undo() {
    await latest;
    const last = done.pop();
    if (!last) return announcer.say(t("Nothing to undo on this page."));
    const { status, body } = await request("POST", `/batches/${last.batch}/undo`, { op_id: newId() }).catch(() => ({ status: 0, body: {} }));
    if (status !== 201) {
      if (status === 0) done.push(last);
      return announcer.shout(body.error ?? t("This needs a connection."));
    }
    for (const segment of body.segments) arrived(segment);
    for (const row of last.rows) open(row);
    go(last.rows[0]);
    return announcer.say(t("Undone."));
  }

  const keys = [
    ["a", () => approve(chosen())], ["Mod+Enter", () => approve(chosen())], ["b", () => sendBack(chosen())],
    ["ArrowDown", () => step(1)], ["j", () => step(1)], ["Alt+ArrowDown", () => step(1)],
    ["ArrowUp", () => step(-1)], ["k", () => step(-1)], ["Alt+ArrowUp", () => step(-1)],
    ["Shift+ArrowDown", () => extend(1)], ["Shift+ArrowUp", () => extend(-1)],
    [" ", () => select(current)], ["Enter", () => location.assign(current.querySelector(".where a").href)],
    ["Home", () => go(rows[0])], ["End", () => go(rows.at(-1))],
    ["Escape", () => { for (const row of rows) tick(row).checked = false; count(); }],
  ];

  form.addEventListener("keydown", (event) => {
    if (isComposing(event) || event.defaultPrevented) return;
    const isOnRow = event.target.matches(".change");
    const found = keys.find(([chord]) => matches(event, chord) && (isOnRow || chord.startsWith("Alt+")));
    if (!found) return;
    event.preventDefault();
    if (!event.repeat || /Arrow|^[jk]$/.test(found[0])) found[1]();
  });
  document.addEventListener("keydown", (event) => {
    if (event.defaultPrevented || isComposing(event) || event.target.closest("dialog") || event.target.matches("input:not([type=checkbox]), textarea, select")) return;
    if (matches(event, "Mod+Z")) { event.preventDefault(); undo(); }
    else if (!form.contains(event.target) && matches(event, "Alt+ArrowDown")) { event.preventDefault(); go(current); }
  });
  form.addEventListener("change", count);
  form.addEventListener("focusin", (event) => {
    const row = event.target.closest(".change");
    if (row && row !== current) go(row, { isFocus: false });
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const { act } = event.submitter.dataset;
    const row = event.submitter.closest(".change");
    const found = row ? [row] : chosen();
    if (act === "approve") approve(found);
    else sendBack(found);
  });

  form.dataset.live = "";
  form.querySelector(".keys-hint").hidden = false;
  for (const [act, words, key] of [["approve", t("Approve"), "A"], ["send_back", t("Send back"), "B"]]) {
    const button = form.querySelector(`.review-bar [data-act=${act}]`);
    button.querySelector(".label").textContent = words;
    button.append(Object.assign(document.createElement("kbd"), { textContent: key }));
    button.setAttribute("aria-keyshortcuts", key);
  }
  for (const row of rows) tick(row).tabIndex = -1;
  go(current);
  if (form.dataset.effort === "on") countEffort(form, () => Number(current.dataset.id));
}

// Loaded only where the project records effort, and never waited for.
async function countEffort(form, segment) {
  const module = await import("./effort.js").catch(() => null); // the connection may be lost by now
  await module?.Effort.start({
    document: Number(form.dataset.document), person: Number(form.dataset.person), isReview: true, isKept: form.dataset.journal === "on", segment,
    isText: (target) => form.contains(target) || target.matches("textarea"),
  });
}

const stateName = (state) => ({
  todo: t("To do"), edited: t("Edited"), confirmed: t("Confirmed"), approved: t("Approved"), sent_back: t("Sent back"), left_out: t("Left out"),
})[state];
