// Discord's Markdown as far as a bot's messages use it, built as DOM nodes: nothing from a message ever becomes markup of the page.

const INLINE = [
  [/^\\([\\`*_{}[\]()#+\-.!|>~<@:&$%^"',;/=?])/, (m) => document.createTextNode(m[1])],
  [/^``([^`]|`(?!`))+``|^`[^`]+`/, (m) => element("code", {}, m[0].replace(/^`+|`+$/g, ""))],
  [/^<t:(-?\d+)(?::([tTdDfFR]))?>/, (m) => timestamp(Number(m[1]), m[2])],
  [/^<#(\d+)>/, (m, ctx) => element("span", { class: "mention" }, "#" + (ctx.channels?.[m[1]] ?? m[1]))],
  [/^<@&(\d+)>/, (m, ctx) => element("span", { class: "mention" }, "@" + (ctx.roles?.[m[1]] ?? m[1]))],
  [/^<@!?(\d+)>/, (m, ctx) => element("span", { class: "mention" }, "@" + (ctx.members?.[m[1]] ?? m[1]))],
  [/^<\/([^:>]+):\d+>/, (m) => element("span", { class: "mention" }, "/" + m[1])],
  [/^\*\*\*(?=\S)([\s\S]*?\S)\*\*\*/, (m, ctx) => element("strong", {}, element("em", {}, ...inline(m[1], ctx)))],
  [/^\*\*(?=\S)([\s\S]*?\S)\*\*(?!\*)/, (m, ctx) => element("strong", {}, ...inline(m[1], ctx))],
  [/^__(?=\S)([\s\S]*?\S)__(?!_)/, (m, ctx) => element("u", {}, ...inline(m[1], ctx))],
  [/^~~(?=\S)([\s\S]*?\S)~~/, (m, ctx) => element("s", {}, ...inline(m[1], ctx))],
  [/^\*(?=\S)([\s\S]*?\S)\*(?!\*)/, (m, ctx) => element("em", {}, ...inline(m[1], ctx))],
  [/^_(?=\S)([\s\S]*?\S)_(?![\w_])/, (m, ctx) => element("em", {}, ...inline(m[1], ctx))],
  [/^\|\|([\s\S]+?)\|\|/, (m, ctx) => element("span", { class: "spoiler", title: "spoiler" }, ...inline(m[1], ctx))],
  [/^\[([^\]]+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/, (m, ctx) => link(m[2], ...inline(m[1], ctx))],
  [/^<(https?:\/\/[^\s>]+)>/, (m) => link(m[1], m[1])],
  [/^https?:\/\/[^\s<]*[^\s<.,:;"')\]]/, (m) => link(m[0], m[0])],
];

export function element(name, attributes = {}, ...children) {
  const node = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (key === "style") node.style.cssText = value ?? ""; // the attribute itself would fall to the page's content policy
    else if (value === true) node.setAttribute(key, "");
    else if (value !== false && value != null) node.setAttribute(key, value);
  }
  node.append(...children.filter((child) => child != null));
  return node;
}

function link(href, ...children) {
  return element("a", { href, rel: "noopener noreferrer", target: "_blank" }, ...children);
}

const STYLES = {
  t: { timeStyle: "short" }, T: { timeStyle: "medium" }, d: { dateStyle: "short" }, D: { dateStyle: "long" },
  f: { dateStyle: "long", timeStyle: "short" }, F: { dateStyle: "full", timeStyle: "short" },
};

function timestamp(seconds, style = "f") {
  const when = new Date(seconds * 1000);
  const full = new Intl.DateTimeFormat(undefined, STYLES.F).format(when);
  const text = style === "R" ? relative(when) : new Intl.DateTimeFormat(undefined, STYLES[style]).format(when);
  return element("time", { class: "stamp", title: full, datetime: when.toISOString() }, text);
}

function relative(when) {
  const units = [["year", 31536000], ["month", 2592000], ["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const seconds = (when - Date.now()) / 1000;
  const [unit, size] = units.find(([, size]) => Math.abs(seconds) >= size) ?? units.at(-1);
  return new Intl.RelativeTimeFormat(undefined, { numeric: "auto" }).format(Math.round(seconds / size), unit);
}

export function inline(text, ctx = {}) {
  const nodes = [];
  let plain = "";
  for (let rest = text; rest; ) {
    const before = plain.at(-1) ?? "";
    const hit = INLINE.map(([pattern, make]) => [rest.match(pattern), make]).find(([match]) => match && !(match[0][0] === "_" && /\w/.test(before)));
    if (hit) {
      if (plain) nodes.push(document.createTextNode(plain));
      plain = "";
      nodes.push(hit[1](hit[0], ctx));
      rest = rest.slice(hit[0][0].length);
    } else {
      plain += rest[0];
      rest = rest.slice(1);
    }
  }
  if (plain) nodes.push(document.createTextNode(plain));
  return nodes;
}

// Blocks: code fences, headings, subtext, lists, quotes; every other line stays a line.
export function markdown(text, ctx = {}) {
  const box = element("div", { class: "md" });
  const lines = text.split("\n");
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i];
    const heading = line.match(/^(#{1,3}) +(.+)/);
    const item = line.match(/^( *)(?:[-*]|(\d+)\.) +(.+)/);
    if (line.startsWith("```")) {
      const from = i + 1;
      while (i + 1 < lines.length && !lines[++i].startsWith("```"));
      box.append(element("pre", {}, lines.slice(from, i).join("\n")));
    } else if (heading) box.append(element("h" + (heading[1].length + 2), {}, ...inline(heading[2], ctx)));
    else if (line.startsWith("-# ")) box.append(element("small", {}, ...inline(line.slice(3), ctx)));
    else if (line.startsWith("> ")) box.append(element("blockquote", {}, ...inline(line.slice(2), ctx)));
    else if (item) box.append(element("div", { class: "item", style: `--depth: ${Math.floor(item[1].length / 2)}` }, element("span", {}, item[2] ? item[2] + "." : "•"), element("div", {}, ...inline(item[3], ctx))));
    else if (line.trim()) box.append(element("p", {}, ...inline(line, ctx)));
    else box.append(element("div", { class: "gap" }));
  }
  return box;
}
