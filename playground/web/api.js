// The playground's JSON API (see playground/api.py); an error becomes an Error whose message is a sentence for a person.

const BASE = "/playground/api/";

async function answer(response) {
  const body = await response.json();
  if (!response.ok) throw new Error(body.error ?? `The playground answered ${response.status}.`);
  return body;
}

export const get = async (what, query = {}) => answer(await fetch(`${BASE}${what}?${new URLSearchParams(query)}`));

export async function post(what, body, files = []) {
  if (!files.length) return answer(await fetch(BASE + what, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) }));
  const form = new FormData();
  form.append("payload", JSON.stringify(body));
  for (const [name, file] of files) form.append(name, file);
  return answer(await fetch(BASE + what, { method: "POST", body: form }));
}

export const listen = (as, hear) => {
  const source = new EventSource(`${BASE}events?${new URLSearchParams({ as })}`);
  source.addEventListener("message", (event) => hear(JSON.parse(event.data)));
  return source;
};
