// JSON to and from /api/v1, with the page's sign-in; ids for operations, so that the same change is never stored twice.

const TOKEN = () => document.querySelector("meta[name=csrf-token]");
const PATIENCE = 30_000;

const SIGNED_IN = () => document.querySelector("[data-person]")?.dataset.person ?? null;

// Answers {status, body}; throws only where no answer came. A page whose token is outdated, because somebody signed in
// again in another tab, takes the new one; where that is another person, the answer is 401.
export async function request(method, path, body = undefined, options = {}) {
  const answer = await once(method, path, body, options);
  if (!answer.body.outdated || options.keepalive) return answer;
  const { person } = await renewToken();
  return person !== null && person === SIGNED_IN() ? once(method, path, body, options) : { ...answer, status: 401 };
}

async function once(method, path, body, { keepalive = false }) {
  const response = await fetch(`/api/v1${path}`, {
    method,
    keepalive,
    credentials: "same-origin",
    headers: { "Content-Type": "application/json", Accept: "application/json", "X-CSRF-Token": TOKEN().content },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: keepalive ? undefined : AbortSignal.timeout(PATIENCE),
  });
  return { status: response.status, retryAfter: Number(response.headers.get("Retry-After")) || 0, body: await json(response) };
}

async function json(response) {
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}

// A page fragment as elements; null where the answer is not the fragment (signed out, moved away).
export async function fragment(path) {
  const response = await fetch(path, { credentials: "same-origin", headers: { Accept: "text/html" }, signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok || response.redirected) return null;
  const template = document.createElement("template");
  template.innerHTML = await response.text();
  return template.content;
}

// After signing in again the session is another one, and so is its token; perhaps the person is another one too.
export async function renewToken() {
  const response = await fetch(location.href, { credentials: "same-origin", headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const token = page.querySelector("meta[name=csrf-token]")?.content;
  if (token) TOKEN().content = token;
  return { person: page.querySelector("[data-person]")?.dataset.person ?? null };
}

// crypto.randomUUID exists in secure contexts only; a server in the local network may have none.
export function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
