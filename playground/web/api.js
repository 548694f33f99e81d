// The playground's JSON API (see playground/api.py); an error becomes an Error whose message is a sentence for a person.

const BASE = "/playground/api/";
const AWAY = "The playground does not answer: is it still running?";

async function call(path, init) {
  let response;
  try {
    response = await fetch(BASE + path, init);
  } catch {
    throw new Error(AWAY);
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.error ?? `The playground answered ${response.status}.`);
  return body;
}

export const get = (what, query = {}) => call(`${what}?${new URLSearchParams(query)}`);

export function post(what, body, files = []) {
  if (!files.length) return call(what, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });
  const form = new FormData();
  form.append("payload", JSON.stringify(body));
  for (const [name, file] of files) form.append(name, file);
  return call(what, { method: "POST", body: form });
}

// Every change that the member may know of, until the source is closed; `lost` is called while there is no connection.
export function listen(as, { open, hear, lost }) {
  const source = new EventSource(`${BASE}events?${new URLSearchParams({ as })}`);
  source.addEventListener("open", open);
  source.addEventListener("message", (event) => hear(JSON.parse(event.data)));
  source.addEventListener("error", lost);
  return source;
}
