// Instants as this person reads them: in their own zone and language, and relative to the playground's clock, which may have been moved.

import { $, element } from "./dom.js";

const STYLES = {
  t: { timeStyle: "short" },
  T: { timeStyle: "medium" },
  d: { dateStyle: "short" },
  D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" },
  F: { dateStyle: "full", timeStyle: "short" },
  day: { weekday: "short", day: "numeric", month: "short", year: "numeric" },
  second: { hour: "2-digit", minute: "2-digit", second: "2-digit", timeZoneName: "short" },
};
const FORMATS = Object.fromEntries(Object.entries(STYLES).map(([style, options]) => [style, new Intl.DateTimeFormat(undefined, options)]));
const RELATIVE = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const UNITS = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
const DAY_MS = 86400000;

let offset = 0;

export const now = () => new Date(Date.now() + offset);
export const moved = () => Math.abs(offset) > 2000;

export function setClock(iso) {
  offset = new Date(iso) - Date.now();
  tick();
}

// One of Discord's styles (t T d D f F R), or "sent" for a message's head.
function write(when, style) {
  if (style === "R") return relative(when);
  if (style === "sent") return sent(when);
  return FORMATS[style].format(when);
}

function relative(when) {
  const seconds = (when - now()) / 1000;
  const [unit, size] = UNITS.find(([, size]) => Math.abs(seconds) >= size) ?? UNITS.at(-1);
  return RELATIVE.format(Math.trunc(seconds / size), unit);
}

function sent(when) {
  const day = (at) => new Date(at).setHours(0, 0, 0, 0);
  const ago = Math.round((day(now()) - day(when)) / DAY_MS);
  const time = FORMATS.t.format(when);
  if (ago === 0 || ago === 1) return `${RELATIVE.format(-ago, "day")}, ${time}`;
  return `${FORMATS.d.format(when)}, ${time}`;
}

// A <time> that is kept up to date; null where there is no such instant.
export function timeNode(when, style = "f", attributes = {}) {
  if (Number.isNaN(when.getTime())) return null;
  const kept = { title: FORMATS.F.format(when), datetime: when.toISOString(), "data-written": style };
  return element("time", { ...kept, ...attributes }, write(when, style));
}

export function tick() {
  const at = now();
  $("clock").textContent = `${FORMATS.day.format(at)}\n${FORMATS.second.format(at)}`;
  for (const node of document.querySelectorAll('time[data-written="R"], time[data-written="sent"]')) {
    const text = write(new Date(node.dateTime), node.dataset.written);
    if (node.textContent !== text) node.textContent = text;
  }
}

// The playground's time as a field of kind datetime-local holds it.
export function fieldValue(when = now()) {
  return new Date(when - when.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}
