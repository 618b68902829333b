// What the person prefers, as the server rendered it into the page, and saving a change of it.

import { request } from "./api.js";

const node = document.getElementById("preferences");

export const preferences = { keys: {}, single_keys: true, verbosity: "normal", text_size: 17, ...(node ? JSON.parse(node.textContent) : {}) };

// Answers the server's sentence where it refuses, null where it is saved.
export async function prefer(changes) {
  const { status, body } = await request("PUT", "/me/preferences", { preferences: changes }).catch(() => ({ status: 0, body: {} }));
  if (status !== 200) return body.error ?? "";
  Object.assign(preferences, body.preferences);
  return null;
}
