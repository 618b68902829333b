// What the person prefers, as the server rendered it into the page, and saving a change of it.

import { request } from "./api.js";

const node = document.getElementById("preferences");

export const preferences = { keys: {}, single_keys: true, verbosity: "normal", text_size: 17, spellcheck: true, hints_seen: [], panel_width: 336, ...(node ? JSON.parse(node.textContent) : {}) };

let waiting = 0;
let last = Promise.resolve();

// Answers the server's sentence where it refuses, null where it is saved. Changes are saved in the order in which they were made.
export function prefer(changes) {
  waiting += 1;
  last = last.then(() => send(changes));
  return last;
}

async function send(changes) {
  const { status, body } = await request("PUT", "/me/preferences", { preferences: changes }).catch(() => ({ status: 0, body: {} }));
  waiting -= 1;
  if (status !== 200) return body.error ?? "";
  // While a newer choice is on its way, the answer to an older one is not what the person wants any more.
  if (!waiting) Object.assign(preferences, body.preferences);
  return null;
}
