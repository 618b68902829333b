// An undo history for one text box. Browsers keep one history for the whole page, which undoes another segment's text.

const PAUSE = 1000;
const DEEPEST = 500;

export class UndoStack {
  #steps;
  #index = 0;
  #kind = "";
  #at = 0;

  constructor(text) {
    this.#steps = [{ text, before: null, after: { start: 0, end: 0 } }];
  }

  get text() { return this.#steps[this.#index].text; }
  get canUndo() { return this.#index > 0; }
  get canRedo() { return this.#index < this.#steps.length - 1; }

  // Typing and deleting flow into one step until a pause, a new word or another kind of change.
  record(text, { kind = "", data = "", before, after, now = Date.now() }) {
    if (text === this.text) return;
    const flows = kind !== "" && kind === this.#kind && now - this.#at < PAUSE && this.#index > 0 && !this.canRedo
      && !(kind === "type" && this.#startsWord(data));
    if (flows) Object.assign(this.#steps[this.#index], { text, after });
    else this.#push({ text, before, after });
    this.#kind = kind;
    this.#at = now;
  }

  // A change made by the program: always a step of its own.
  applyStep(text, { before, after }) {
    if (text === this.text) return;
    this.#push({ text, before, after });
    this.#kind = "";
  }

  undo() {
    if (!this.canUndo) return null;
    const { before } = this.#steps[this.#index];
    this.#index -= 1;
    this.#kind = "";
    const { text, after } = this.#steps[this.#index];
    return { text, ...(before ?? after) };
  }

  redo() {
    if (!this.canRedo) return null;
    this.#index += 1;
    this.#kind = "";
    const { text, after } = this.#steps[this.#index];
    return { text, ...after };
  }

  #startsWord(data) {
    return /^\S/u.test(data) && /\s$/u.test(this.text.slice(0, this.#steps[this.#index].after.end));
  }

  #push(step) {
    this.#steps.length = this.#index + 1;
    this.#steps.push(step);
    if (this.#steps.length > DEEPEST) this.#steps.splice(1, 1);
    this.#index = this.#steps.length - 1;
  }
}
