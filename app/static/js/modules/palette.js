// Search or run (Ctrl+K): one box for places to go to, commands with their keys, and words to find in the project.

import { request } from "../lib/api.js";
import { toUnits } from "../lib/codepoints.js";
import { h, icon } from "../lib/dom.js";
import { number, t, tn } from "../lib/messages.js";
import { chordName, isComposing, matches } from "./keyboard.js";

const FIND_AFTER = 120;
const HITS = 5;
const LISTED = 40;
const LONGEST_SELECTION = 100;
const CHORD = "Mod+K";

// On pages other than the workbench, which starts its own with all its commands.
export default function palette(button) {
  if (document.getElementById("bench")) return;
  const project = Number(location.pathname.match(/^\/p\/(\d+)/)?.[1] ?? document.querySelector('.crumbs a[href^="/p/"]')?.getAttribute("href").match(/\d+/)?.[0]) || null;
  const own = new Palette({ project });
  button.addEventListener("click", () => own.open());
  document.addEventListener("keydown", (event) => {
    if (isComposing(event) || event.defaultPrevented || !matches(event, CHORD)) return;
    event.preventDefault();
    own.open();
  });
}

export class Palette {
  #host;
  #dialog;
  #input;
  #list;
  #status;
  #entries = [];
  #chosen = 0;
  #found = null;
  #asked = 0;
  #later = null;
  #documents = null;
  #isSelection = false;
  #opener = null;

  // host: {project, commands?, places?, go?, showFound?, restoreFocus?}
  constructor(host) {
    this.#host = host;
    this.#list = h("div", { class: "palette-list", role: "listbox", id: "palette-list", "aria-label": t("Results") });
    this.#status = h("p", { class: "vh", role: "status" });
    this.#input = h("input", {
      class: "palette-input", type: "text", role: "combobox", "aria-expanded": "true", "aria-controls": "palette-list", "aria-autocomplete": "list",
      "aria-label": t("Search or run"), placeholder: t("A command, a place, a number, or words to find"), autocomplete: "off", spellcheck: "false",
    });
    this.#dialog = h("dialog", { class: "palette", "aria-label": t("Search or run") },
      h("div", { class: "palette-head" }, icon("find"), this.#input), this.#list, this.#status);
    document.body.append(this.#dialog);
    this.#listen();
  }

  get isOpen() { return this.#dialog.open; }

  open() {
    if (this.isOpen) return this.#dialog.close();
    const { activeElement: element } = document;
    this.#opener = { element, caret: element.matches("textarea") ? [element.selectionStart, element.selectionEnd, element.selectionDirection] : null };
    const selected = selection();
    this.#isSelection = selected !== "";
    this.#input.value = selected;
    this.#dialog.showModal();
    this.#input.select();
    this.#changed();
    return this.#knowDocuments();
  }

  #listen() {
    this.#input.addEventListener("input", () => { this.#isSelection = false; this.#changed(); });
    this.#dialog.addEventListener("keydown", (event) => this.#key(event));
    this.#dialog.addEventListener("click", (event) => {
      if (event.target === this.#dialog) return this.#dialog.close();
      const option = event.target.closest("[role=option]");
      return option ? this.#run(this.#entries[Number(option.dataset.at)]) : this.#input.focus();
    });
    this.#dialog.addEventListener("close", () => { clearTimeout(this.#later); this.#asked += 1; this.#giveBackFocus(); });
  }

  #key(event) {
    event.stopPropagation();
    if (isComposing(event)) return;
    const last = this.#entries.length - 1;
    const to = { ArrowDown: this.#chosen === last ? 0 : this.#chosen + 1, ArrowUp: this.#chosen === 0 ? last : this.#chosen - 1, PageDown: Math.min(last, this.#chosen + 8), PageUp: Math.max(0, this.#chosen - 8) }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.#choose(to);
    } else if (event.key === "Enter") {
      event.preventDefault();
      this.#run(this.#entries[this.#chosen]);
    } else if (matches(event, CHORD)) {
      event.preventDefault();
      this.#dialog.close();
    }
  }

  // The box closes first, so that a command finds the page, the text and the caret as its key would.
  #run(entry) {
    if (!entry) return;
    this.#dialog.close();
    // The close event comes later and must not take the focus away from where the command puts it.
    this.#giveBackFocus();
    entry.run();
  }

  #giveBackFocus() {
    const { element, caret } = this.#opener ?? {};
    this.#opener = null;
    if (!element?.isConnected) return;
    element.focus({ preventScroll: true });
    // Chromium loses the caret of a text that a closing dialog covered, if it is asked in the same moment.
    if (caret) element.setSelectionRange(...caret);
  }

  #changed() {
    const query = this.#input.value.trim();
    this.#found = null;
    this.#chosen = 0;
    this.#draw();
    clearTimeout(this.#later);
    const asked = (this.#asked += 1);
    if (query && this.#host.project) this.#later = setTimeout(() => this.#find(query, asked), this.#isSelection ? 0 : FIND_AFTER);
  }

  async #find(query, asked) {
    const { status, body } = await request("GET", `/projects/${this.#host.project}/search?limit=20&q=${encodeURIComponent(query)}`).catch(() => ({ status: 0, body: {} }));
    if (asked !== this.#asked || !this.isOpen) return;
    this.#found = status === 200 ? body : { hits: [], places: 0, error: body.error ?? t("This needs a connection.") };
    this.#draw();
  }

  async #knowDocuments() {
    if (this.#documents || !this.#host.project) return;
    const { status, body } = await request("GET", `/projects/${this.#host.project}`).catch(() => ({ status: 0 }));
    if (status !== 200) return;
    this.#documents = body.project.documents;
    if (this.isOpen) this.#draw();
  }

  #draw() {
    const query = this.#input.value.trim();
    const kept = this.#entries[this.#chosen]?.id;
    const sections = [["go", t("Go to"), this.#places(query)], ["do", t("Do"), this.#commands(query)], ["find", t("Find in this project"), this.#finds(query)]];
    if (this.#isSelection) sections.unshift(sections.pop());
    this.#entries = [];
    const groups = sections.filter(([, , entries]) => entries.length).map((section) => this.#group(...section));
    this.#list.replaceChildren(...groups);
    if (!this.#entries.length) this.#list.append(h("p", { class: "palette-none" }, t("Nothing is called “{query}”.", { query })));
    this.#choose(Math.max(0, this.#chosen === 0 ? 0 : this.#entries.findIndex(({ id }) => id === kept)));
    this.#status.textContent = tn("{n} result", "{n} results", this.#entries.length);
  }

  #group(name, title, entries) {
    const options = entries.slice(0, query(name)).map((entry) => this.#option(entry));
    return h("div", { role: "group", "aria-labelledby": `palette-${name}` }, h("div", { class: "palette-title", id: `palette-${name}`, role: "presentation" }, title), ...options);
  }

  #option(entry) {
    const at = this.#entries.push(entry) - 1;
    return h("div", { class: "palette-option", role: "option", id: `palette-${at}`, "data-at": at, "aria-selected": "false" },
      h("span", { class: "words" }, entry.label, entry.detail ? h("span", { class: "detail" }, entry.detail) : null),
      ...(entry.keys ?? []).map((key) => h("kbd", {}, key)));
  }

  #choose(at) {
    this.#list.querySelector('[aria-selected="true"]')?.setAttribute("aria-selected", "false");
    this.#chosen = at;
    const option = this.#list.querySelector(`#palette-${at}`);
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) this.#input.setAttribute("aria-activedescendant", option.id);
    else this.#input.removeAttribute("aria-activedescendant");
  }

  #commands(query) {
    return ranked(this.#host.commands?.() ?? [], query);
  }

  #places(query) {
    const number = /^\d{1,9}$/.test(query) && this.#host.toNumber ? [{ id: "number", label: t("Segment {n}", { n: query }), run: () => this.#host.toNumber(Number(query)) }] : [];
    const { project } = this.#host;
    const go = (address) => () => location.assign(address);
    const fixed = [
      ...(this.#host.places?.() ?? []),
      ...(this.#documents ?? []).map((one) => ({ id: `d-${one.id}`, label: h("bdi", {}, one.name), words: one.name, run: go(`/d/${one.id}`) })),
      ...(project ? [
        { id: "project", label: t("Project page"), run: go(`/p/${project}`) },
        { id: "project-scores", label: t("Scores of the project"), run: go(`/p/${project}/scores`) },
        { id: "project-search", label: t("Find and replace in the project"), run: go(`/p/${project}/search`) },
        { id: "import", label: t("Add a text to the project"), run: go(`/p/${project}/import`) },
      ] : []),
      { id: "home", label: t("All projects"), run: go("/") },
      { id: "settings", label: t("Your settings and keys"), run: go("/settings") },
    ];
    return [...number, ...ranked(fixed, query)];
  }

  #finds(query) {
    const { project, showFound } = this.#host;
    if (!project || !query) return [];
    const address = `/p/${project}/search?q=${encodeURIComponent(query)}`;
    const found = this.#found;
    const detail = !found ? t("Searching…") : found.error ?? many(found) ?? t("{places} in {documents}", { places: tn("{n} place", "{n} places", found.places), documents: tn("{n} document", "{n} documents", found.documents) });
    const all = { id: "find", label: h("span", {}, "“", h("bdi", {}, query), "”"), detail, keys: ["↵"], run: async () => {
      if (!showFound) return location.assign(address);
      return showFound(query, this.#found ?? (await request("GET", `/projects/${project}/search?limit=20&q=${encodeURIComponent(query)}`)).body);
    } };
    const hits = (found?.hits ?? []).slice(0, HITS).map((hit) => ({
      id: `hit-${hit.segment_id}`, label: h("span", { class: "text-hit", lang: hit.target_lang, dir: "auto" }, ...excerpt(hit)), detail: `${hit.document_name} ${hit.position}`,
      run: () => this.#toHit(hit),
    }));
    return [all, { id: "replace", label: t("Replace everywhere…"), run: () => location.assign(`${address}&do=replace`) }, ...hits];
  }

  #toHit(hit) {
    if (this.#host.toHit?.(hit)) return;
    location.assign(`/d/${hit.document_id}?segment=${hit.segment_id}#s-${hit.segment_id}`);
  }
}

const query = (name) => (name === "find" ? HITS + 2 : LISTED);

// How many segments were found where there are more than were counted; null where the number is known.
export function many({ more, segments }) {
  return more ? t("more than {n} segments", { n: number(segments) }) : null;
}

// A text with its found words marked, cut so that the first of them is seen.
export function excerpt({ text, spans }, { around = 48 } = {}) {
  const nodes = [];
  let done = spans.length ? Math.max(0, toUnits(text, spans[0][0]) - around) : 0;
  if (done > 0) {
    done = Math.max(0, text.indexOf(" ", done) + 1 > toUnits(text, spans[0][0]) ? done : text.indexOf(" ", done) + 1);
    nodes.push("…");
  }
  for (const [start, end] of spans) {
    const [from, to] = [toUnits(text, start), toUnits(text, end)];
    nodes.push(text.slice(done, from), h("mark", {}, text.slice(from, to)));
    done = to;
  }
  return [...nodes, text.slice(done)];
}

// All words of the query, in any order; those that begin with it first. Marks on letters do not matter.
function ranked(entries, wanted) {
  const words = plain(wanted).split(/\s+/).filter(Boolean);
  const scored = entries.map((entry) => [entry, plain(entry.words ?? entry.label)]);
  const fitting = scored.filter(([, label]) => words.every((word) => label.includes(word)));
  return fitting.sort(([, one], [, other]) => other.startsWith(words[0] ?? "\u0000") - one.startsWith(words[0] ?? "\u0000")).map(([entry]) => entry);
}

const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

function selection() {
  const field = document.activeElement;
  const text = field?.matches?.("textarea, input[type=text], input[type=search]") ? field.value.slice(field.selectionStart, field.selectionEnd) : String(getSelection());
  const line = text.trim();
  return line.length <= LONGEST_SELECTION && !/[\r\n]/.test(line) ? line : "";
}

// What the workbench offers: its commands with their keys, its filters, its segments.
export function benchPalette(bench) {
  const run = (action) => () => {
    const isOfText = action.where.length === 1 && action.where[0] === "text";
    if (isOfText && !bench.editing.row && bench.current) bench.moving.open(bench.current);
    action.run();
  };
  return new Palette({
    project: bench.project,
    commands: () => commandsOf(bench.actions).map((action) => ({ id: action.id, label: action.hint, keys: action.keys.map(chordName), run: run(action) })),
    places: () => [...document.querySelectorAll("#filters .chip")].map((chip) => ({
      id: `filter-${chip.dataset.state}`, label: t("Filter: {name}", { name: chip.firstChild.data.trim() }), detail: chip.querySelector(".count").textContent, run: () => bench.filters.choose(chip.dataset.state),
    })).concat([
      { id: "export", label: t("Export"), run: () => location.assign(`/d/${bench.id}/export`) },
      { id: "scores", label: t("Scores of this document"), run: () => location.assign(`/d/${bench.id}/scores`) },
      { id: "document-history", label: t("History of this document"), run: () => location.assign(`/d/${bench.id}/history`) },
      ...(document.querySelector('.site-bar a[href$="/review"]') ? [{ id: "review", label: t("Review of this document"), run: () => location.assign(`/d/${bench.id}/review`) }] : []),
    ]),
    toNumber: (number) => bench.moving.toNumber(number),
    toHit: (hit) => { if (hit.document_id === bench.id) bench.moving.toSegment(hit.segment_id); return hit.document_id === bench.id; },
    showFound: (words, found) => bench.concordance.show(words, found),
  });
}

// One line for each thing to do, with all its keys; the palette itself is open already.
function commandsOf(actions) {
  const byWords = new Map();
  for (const action of actions) {
    if (action.id === "palette") continue;
    const known = byWords.get(action.hint);
    if (known) byWords.set(action.hint, { ...known, keys: [...known.keys, ...action.keys] });
    else byWords.set(action.hint, action);
  }
  return [...byWords.values()];
}
