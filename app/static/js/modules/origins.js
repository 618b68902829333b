// In the history of a segment: who wrote which of its words, and the segments that it was split from or joined of.

import { request } from "../lib/api.js";
import { h, hidden } from "../lib/dom.js";
import { t, time } from "../lib/messages.js";
import { compare, marked } from "./marking.js";

let isOpen = false; // stays as the person left it, from segment to segment

// Fetched when it is opened only.
export function writers(segment, cell) {
  const list = h("ol", { class: "writers" });
  const fold = h("details", { class: "fold", open: isOpen }, h("summary", {}, t("Who wrote which words")), list);
  const fill = async () => {
    isOpen = fold.open;
    if (!fold.open || list.firstChild) return;
    const { body } = await request("GET", `/segments/${segment.id}/blame`).catch(() => ({ body: {} }));
    list.replaceChildren(...(body.runs?.map((run) => written(run, segment, cell)) ?? [h("li", {}, t("This needs a connection."))]));
  };
  fold.addEventListener("toggle", fill);
  fill();
  return fold;
}

function written({ text, author, made_at: at, instead, segment_id: id }, segment, cell) {
  const quote = (words) => h("q", { class: "text", lang: cell.lang, dir: cell.dir }, words.trim() || words);
  const when = at ? [" · ", h("time", { datetime: at }, time(at))] : [];
  return h("li", {}, quote(text),
    h("p", { class: "meta" }, author ? h("b", {}, h("bdi", {}, author)) : t("Machine text"), ...when,
      id === segment.id || !author ? null : ` · ${t("before the sentence was split or joined")}`),
    instead.trim() ? h("p", { class: "meta" }, t("in place of"), " ", h("del", { class: "text", lang: cell.lang, dir: cell.dir }, hidden(`${t("deleted")}: `), instead.trim())) : null);
}

// Null where the segment is as the file brought it.
export async function cameFrom(segment, all, cell) {
  const how = all[1]?.kind;
  if (how !== "split" && how !== "join") return null;
  const { body } = await request("GET", `/segments/${segment.id}/ancestors`).catch(() => ({ body: {} }));
  if (!body.ancestors?.length) return null;
  return h("section", { class: "came-from stack", "aria-label": t("Where it came from") },
    h("h3", { class: "menu-label" }, how === "split" ? t("Split from this sentence") : t("Joined of these sentences")),
    ...body.ancestors.flatMap((ancestor) => before(ancestor, segment, cell)));
}

function before({ made_segment_id: madeId, machine, how, revisions }, segment, cell) {
  const title = madeId === segment.id ? null : h("p", { class: "panel-note" }, how === "split" ? t("and that was split from") : t("and that was joined of"));
  const all = [{ text: machine ?? "", author: t("Machine text"), made_at: null }, ...revisions];
  const shown = all.filter(({ text }, at) => at === 0 || text !== all[at - 1].text).reverse();
  return [title, ...shown.map((revision) => card(revision, all[all.indexOf(revision) - 1], cell))].filter(Boolean);
}

function card({ text, author, made_at: at }, base, cell) {
  const { pieces, summary } = base ? compare(base.text, text, cell.lang) : { pieces: [{ op: "equal", text }], summary: "" };
  return h("article", { class: "card" },
    h("div", { class: "revision-head" }, h("b", {}, h("bdi", {}, author)), at ? h("time", { datetime: at }, time(at)) : null),
    h("p", { class: "revision-text", lang: cell.lang, dir: cell.dir }, hidden(summary), marked(pieces, "old")));
}
