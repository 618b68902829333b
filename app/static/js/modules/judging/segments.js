// What a person said of each segment on this page, changed at once and sent after; every change can be undone.

import { t } from "../../lib/messages.js";
import { piecesOf } from "./places.js";

export class Segments {
  #sending;
  #done = [];

  constructor(found, sending, task) {
    this.#sending = sending;
    this.task = task;
    this.list = found.map((one) => ({ ...one, marks: one.marks.map((mark) => this.#stored(mark)) }));
  }

  #stored(mark) {
    const op = mark.op_id ?? `id:${mark.id}`;
    this.#sending.know(op, mark.id);
    return { ...mark, op };
  }

  // What an earlier page could not send is said again, and sent on.
  take(change) {
    const segment = this.list.find((one) => one.id === change.segment);
    if (segment && change.kind === "mark") {
      segment.marks = segment.marks.filter((one) => one.op !== change.replaces && one.op !== change.opId);
      segment.marks.push({ ...change.body, system: change.body.system, op: change.opId, fate: "kept" });
    } else if (segment && change.kind === "withdraw") segment.marks = segment.marks.filter((one) => one.op !== change.target);
    else if (segment && change.kind === "finish") segment.finished = change.body.finished;
    else if (segment && change.kind === "rating") this.#rated(segment, change.body);
    this.#sending.again(change);
  }

  same(segment, mark) {
    const names = ["system", "revision", "side", "start", "end", "category"];
    const places = (one) => JSON.stringify(piecesOf(one).map(({ side, start, end }) => [side, start, end]));
    return segment.marks.find((one) => names.every((name) => (one[name] ?? null) === (mark[name] ?? null)) && places(one) === places(mark)) ?? null;
  }

  add(segment, mark) {
    const op = this.#put(segment, mark);
    this.#done.push({ segment, words: t("Error taken back."), undo: () => this.#take(segment, op) });
    return segment.marks.at(-1);
  }

  // A mark is never changed: another one takes its place.
  change(segment, mark, changes) {
    const before = { ...mark };
    const made = this.#replace(segment, mark, { ...mark, ...changes });
    this.#done.push({ segment, words: t("Change of the error taken back."), undo: () => this.#replace(segment, segment.marks.find((one) => one.op === made.op) ?? made, before) });
    return made;
  }

  remove(segment, mark) {
    this.#take(segment, mark.op);
    this.#done.push({ segment, words: t("Error put back."), undo: () => this.#put(segment, mark) });
  }

  finish(segment, systems, isFinished = true) {
    segment.finished = isFinished;
    const revision = segment.texts[0].revision;
    this.#sending.add({ kind: "finish", segment: segment.id, body: { systems, revision, finished: isFinished, task: this.task } });
  }

  rate(segment, text, kind, value) {
    const body = { kind, value, system: text.key, revision: text.revision, task: this.task };
    this.#rated(segment, body);
    this.#sending.add({ kind: "rating", segment: segment.id, body });
  }

  #rated(segment, body) {
    segment.ratings = [...segment.ratings.filter((one) => one.system !== body.system || one.kind !== body.kind), body];
  }

  // What was taken back, as {segment, words} and the mark that was put in its place; null where there is nothing.
  undo() {
    const last = this.#done.pop();
    const made = last?.undo();
    return last ? { ...last, mark: made?.op ? made : null } : null;
  }

  forget(segment, op) { segment.marks = segment.marks.filter((one) => one.op !== op); }

  #put(segment, mark) {
    const op = this.#sending.add({ kind: "mark", segment: segment.id, body: this.#body(mark) });
    segment.marks.push({ ...mark, op, fate: "kept" });
    return op;
  }

  #replace(segment, old, mark) {
    const op = this.#sending.add({ kind: "mark", segment: segment.id, body: this.#body(mark), replaces: old.op });
    const made = { ...mark, op };
    const index = segment.marks.findIndex((one) => one.op === old.op);
    segment.marks.splice(index < 0 ? segment.marks.length : index, index < 0 ? 0 : 1, made);
    return made;
  }

  #take(segment, op) {
    this.forget(segment, op);
    this.#sending.add({ kind: "withdraw", segment: segment.id, target: op });
  }

  #body(mark) {
    const { system, revision, side, start, end, quote, pieces, category, severity, comment } = mark;
    return { system, revision, side, start, end, quote, pieces, category: category ?? null, severity, comment: comment ?? null, task: this.task };
  }
}
