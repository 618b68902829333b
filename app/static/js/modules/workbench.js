// The workbench: puts its parts together and carries what they tell each other.

import { newId } from "../lib/api.js";
import { Journal } from "../lib/journal.js";
import { t } from "../lib/messages.js";
import { actions } from "./actions.js";
import { Announcer } from "./announce.js";
import { Choosing } from "./choosing.js";
import { Conflicts } from "./conflicts.js";
import { Concordance } from "./concordance.js";
import { Discussion } from "./discussion.js";
import { Dock } from "./dock.js";
import { Editing } from "./editing.js";
import { Filters } from "./filters.js";
import { Help } from "./help.js";
import { Indicator } from "./indicator.js";
import { Keyboard } from "./keyboard.js";
import { Live } from "./live.js";
import { isByCharacter } from "./marking.js";
import { DocumentMap } from "./map.js";
import { Moving, remember } from "./moving.js";
import { benchPalette } from "./palette.js";
import { OtherTabs } from "./other-tabs.js";
import { Panel } from "./panel.js";
import { Removed } from "./removed.js";
import { restore, restoreDrafts } from "./restoring.js";
import { fill, keep, markParagraphs, read, redraw, showSigns, showState, shownState } from "./rows.js";
import { Saving } from "./saving.js";
import { listen as listenToWordings } from "./sentback.js";
import { hintAtSpelling } from "./spelling.js";
import { Structure } from "./structure.js";
import { Suggestions } from "./suggestions.js";
import { View } from "./view.js";

export default async function workbench(element) {
  const { document: id, project, person, personName, targetName, targetLang, journal, seen, people, mayEdit } = element.dataset;
  const bench = new Bench(element, {
    id: Number(id), person: { id: Number(person), name: personName }, targetName, targetLang, journalWanted: journal === "on",
    project: Number(project), seen: Number(seen), isShared: Number(people) > 1, mayEdit: mayEdit === "yes", mayLead: element.dataset.mayLead === "yes", system: element.dataset.system, isEffortWanted: element.dataset.effort === "on",
  });
  await bench.start();
}

class Bench {
  current = null;
  loose = new Map();
  tab = newId();
  grid = document.getElementById("grid");
  #tabs = new BroadcastChannel("stet-segments");

  constructor(element, facts) {
    Object.assign(this, facts, { element });
  }

  get body() { return document.getElementById("rows"); }
  rows() { return [...this.body.children]; }
  row(id) { return document.getElementById(`s-${id}`); }

  async start() {
    this.announcer = new Announcer();
    this.journal = await Journal.open(this.person.id, { off: !this.journalWanted });
    this.saving = new Saving(this, this.journal);
    this.keyboard = new Keyboard(this);
    this.editing = new Editing(this);
    this.filters = new Filters(this);
    this.moving = new Moving(this);
    this.structure = new Structure(this);
    this.suggestions = new Suggestions(this);
    this.view = new View(this);
    this.choosing = new Choosing(this);
    this.panel = new Panel(this);
    this.discussion = new Discussion(this);
    this.concordance = new Concordance(this);
    this.conflicts = new Conflicts(this);
    listenToWordings(this);
    this.actions = actions(this);
    this.palette = benchPalette(this);
    document.getElementById("palette-button")?.addEventListener("click", () => this.palette.open());
    this.help = new Help(this);
    this.dock = new Dock(this);
    this.indicator = new Indicator(this);
    this.removed = new Removed(this);
    this.map = new DocumentMap(this);
    this.#dress();
    this.#listen();
    await restore(this);
    document.getElementById("dock").hidden = this.rows().length === 0;
    await this.moving.start();
    this.#reopenLoose();
    this.live = new Live(this, this);
    this.otherTabs = new OtherTabs(this);
    if (this.mayEdit) hintAtSpelling(this);
    if (this.isEffortWanted) this.#countEffort();
    navigator.storage?.persist?.();
    document.documentElement.dataset.ready = "yes";
  }

  // The row that tools and keys act on.
  setCurrent(row, cell = null) {
    if (row !== this.current) {
      this.current?.classList.remove("active");
      this.current = row;
    }
    for (const other of this.grid.querySelectorAll('.cell[tabindex="0"]')) other.tabIndex = -1;
    document.getElementById("dock").hidden = !row;
    if (!row) return;
    document.getElementById("empty").hidden = true;
    row.classList.add("active");
    if (!this.editing.row) (cell ?? row.querySelector(".cell.target")).tabIndex = 0;
    const segment = read(row);
    remember(this.id, segment.id);
    history.replaceState(null, "", `${this.filters.address({ page: this.moving.page > 1 ? this.moving.page : undefined })}#s-${segment.id}`);
    if (this.editing.row !== row) this.dock.about(segment, this.saving.textOf(segment));
    this.panel.follow();
    this.map?.show(row);
  }

  // A segment's record changed here; the cells follow, except where somebody types.
  replace(row, segment, { isNumberOnly = false } = {}) {
    const before = read(row);
    if (isNumberOnly || this.editing.row === row) {
      row.querySelector(".cell.number").firstChild.data = String(segment.position);
      row.setAttribute("aria-rowindex", segment.position + 1);
      keep(row, segment);
    } else fill(row, segment);
    if (shownState(before) !== shownState(segment)) this.filters.moved(before, segment);
  }

  // The server's word on a segment, unless something newer is on its way.
  arrived({ segment, difference, document: state }) {
    const row = this.row(segment.id);
    if (state) this.filters.setSentence(state.score_sentence);
    if (state && this.saving.queue.isEmpty) this.filters.setCounts(state.counts);
    if (!row || this.saving.pending(segment.id)) return;
    const { open_questions, open_comments, unread } = read(row);
    const known = { open_questions, open_comments, unread, ...segment, ...difference };
    this.replace(row, known);
    this.editing.refresh(row);
  }

  // Other rows take the place of these; what was typed and what is on its way is laid over them.
  swapRows(body) {
    this.editing.leave();
    this.editing.dropped();
    this.current = null;
    this.body.replaceWith(body);
    this.filters.took(body);
    this.#dress();
    restoreDrafts(this);
    this.moving.showPager();
    history.replaceState(null, "", this.filters.address({ page: this.moving.page > 1 ? this.moving.page : undefined }));
    const first = this.rows()[0];
    document.getElementById("dock").hidden = !first;
    if (first) first.querySelector(".cell.target").tabIndex = 0;
  }

  // Whatever is spoken is seen, too.
  say(words) {
    this.dock.tell(words);
    this.announcer.say(words);
  }

  async saveNow() {
    await this.saving.flush();
    if (this.saving.unsaved === 0) {
      this.announcer.say(t("All changes saved"));
      this.saving.savedAt ??= new Date();
      this.indicator.show();
    }
  }

  // Typed text that nobody wants any more: only ever by a person's explicit choice.
  discard(id) {
    const row = this.row(id);
    const segment = row ? read(row) : { id };
    this.saving.takeBack(segment);
    if (row) this.editing.refresh(row);
  }

  revert() {
    const { current } = this;
    if (!current) return;
    const { machine } = read(current);
    if (machine === null) return this.dock.tell(t("A person wrote this sentence; there is no machine text."));
    this.moving.open(current);
    this.editing.apply(machine);
    return undefined;
  }

  async copyLink() {
    const { id } = read(this.current);
    await navigator.clipboard.writeText(`${location.origin}/d/${this.id}?segment=${id}#s-${id}`);
    this.dock.tell(t("Link copied."));
  }

  backToRow() {
    if (this.editing.entry) this.editing.entry.focus({ preventScroll: true });
    else if (this.current) this.moving.focusCell(this.current);
  }

  // What the server's rows do not say themselves: signs, names of states, texts that are still on their way.
  #dress() {
    for (const row of this.rows()) {
      const segment = read(row);
      segment.open_questions = Number(row.dataset.questions ?? 0);
      segment.open_comments = Number(row.dataset.comments ?? 0);
      segment.unread = this.discussion.unreadIn(segment.id);
      const pending = this.saving.pending(segment.id);
      if (pending) fill(row, { ...segment, text: pending.text, state: pending.state, pieces: null });
      else if (this.saving.isTyped(segment.id)) this.editing.refresh(row);
      else {
        showState(row, segment);
        showSigns(row, segment);
        if (isByCharacter() && row.classList.contains("changed")) redraw(row, segment.text);
      }
      if (this.conflicts?.has(segment.id)) this.conflicts.draw(row);
    }
    markParagraphs(this.rows());
  }

  #listen() {
    this.saving.addEventListener("saved", ({ detail: { change, body } }) => {
      if (change.kind !== "revision") return;
      this.arrived(body);
      this.#tabs.postMessage({ document: this.id, segment: body.segment });
      this.panel.follow();
    });
    this.saving.addEventListener("refused", ({ detail: { body } }) => this.dock.tell(body?.error ?? t("Not saved."), { isRefusal: true }));
    this.#tabs.addEventListener("message", ({ data }) => this.#fromOtherTab(data));
    addEventListener("hashchange", () => {
      const id = Number(location.hash.match(/^#s-(\d+)$/)?.[1]);
      if (id && (!this.current || read(this.current).id !== id)) this.moving.toSegment(id);
    });
    document.addEventListener("submit", (event) => this.#beforeSignOut(event));
  }

  // The same document in another tab: its saves arrive here, except under a text that is being typed.
  #fromOtherTab({ document: id, segment }) {
    const row = id === this.id ? this.row(segment.id) : null;
    if (!row || this.saving.isTyped(segment.id) || segment.revision <= read(row).revision) return;
    this.arrived({ segment });
    row.classList.add("arrived");
    setTimeout(() => row.classList.remove("arrived"), 2000);
  }

  // Signing out sends what is unsaved first, for as long as a person would wait.
  async #beforeSignOut(event) {
    if (!event.target.matches("form[data-flush]") || this.saving.unsaved === 0) return;
    event.preventDefault();
    this.editing.leave();
    await Promise.race([this.saving.flush(), new Promise((resolve) => { setTimeout(resolve, 5000); })]);
    event.target.submit();
  }

  // Loaded only where the project records effort, and never waited for.
  async #countEffort() {
    const module = await import("./effort.js").catch(() => null); // the connection may be lost by now
    await module?.Effort.start({
      document: this.id, person: this.person.id, isReview: false, isKept: this.journalWanted,
      segment: () => (this.current ? read(this.current).id : null),
      isText: (target) => target.matches(".entry"),
    });
  }

  #reopenLoose() {
    for (const [key, text] of this.loose) {
      const id = String(key).match(/^after-(\d+)$/)?.[1];
      const row = id && this.row(id);
      if (row) this.structure.add(row, text);
    }
  }
}
