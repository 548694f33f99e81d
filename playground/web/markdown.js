// Discord's Markdown as far as a bot's messages use it, built as DOM nodes: nothing from a message ever becomes markup of the page.

import { element } from "./dom.js";
import { timeNode } from "./times.js";

const text = (value) => document.createTextNode(value);
const nest = (name, attributes) => (match, ctx) => element(name, attributes, ...inline(match[1], ctx));
const named = (kind, id, ctx) => (ctx[kind]?.[id] ?? id).replace(/^@/, "");
const mention = (sign, kind) => (match, ctx) => element("span", { class: "mention" }, sign + named(kind, match[1], ctx));
const stamp = (match) => timeNode(new Date(Number(match[1]) * 1000), match[2], { class: "stamp" }) ?? text(match[0]);

const INLINE = [
  [/^\\([\\`*_{}[\]()#+\-.!|>~<@:&$%^"',;/=?])/, (match) => text(match[1])],
  [/^``(?:[^`]|`(?!`))+``|^`[^`]+`/, (match) => element("code", {}, match[0].replace(/^`+|`+$/g, ""))],
  [/^<t:(-?\d{1,13})(?::([tTdDfFR]))?>/, stamp],
  [/^<#(\d+)>/, mention("#", "channels")],
  [/^<@&(\d+)>/, mention("@", "roles")],
  [/^<@!?(\d+)>/, mention("@", "members")],
  [/^<\/([^:>]+):\d+>/, mention("/", "commands")],
  [/^\*\*\*(?=\S)([\s\S]*?\S)\*\*\*/, (match, ctx) => element("strong", {}, element("em", {}, ...inline(match[1], ctx)))],
  [/^\*\*(?=\S)([\s\S]*?\S)\*\*(?!\*)/, nest("strong")],
  [/^__(?=\S)([\s\S]*?\S)__(?!_)/, nest("u")],
  [/^~~(?=\S)([\s\S]*?\S)~~/, nest("s")],
  [/^\*(?=\S)([\s\S]*?\S)\*(?!\*)/, nest("em")],
  [/^_(?=\S)([\s\S]*?\S)_(?![\w_])/, nest("em")],
  [/^\|\|([\s\S]+?)\|\|/, nest("span", { class: "spoiler", tabindex: "0", title: "spoiler" })],
  [/^\[([^\]]+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/, (match, ctx) => link(match[2], ...inline(match[1], ctx))],
  [/^<(https?:\/\/[^\s>]+)>/, (match) => link(match[1], match[1])],
  [/^https?:\/\/[^\s<]*[^\s<.,:;"')\]]/, (match) => link(match[0], match[0])],
];
const MAY_START = /[\\`<*_~|[]|https?:\/\//g;

function link(href, ...children) {
  return element("a", { href, rel: "noopener noreferrer", target: "_blank" }, ...children);
}

function hitAt(source, at) {
  if (source[at] === "_" && /\w/.test(source[at - 1] ?? "")) return null; // snake_case is no emphasis
  const rest = source.slice(at);
  for (const [pattern, make] of INLINE) {
    const match = rest.match(pattern);
    if (match) return { match, make };
  }
  return null;
}

export function inline(source, ctx = {}) {
  const nodes = [];
  let from = 0; // where the plain text that was not put out yet begins
  for (let at = 0; at < source.length; ) {
    MAY_START.lastIndex = at;
    const start = MAY_START.exec(source)?.index ?? source.length;
    const hit = start < source.length ? hitAt(source, start) : null;
    if (hit) {
      if (start > from) nodes.push(text(source.slice(from, start)));
      nodes.push(hit.make(hit.match, ctx));
      from = start + hit.match[0].length;
    }
    at = hit ? from : start + 1;
  }
  if (from < source.length) nodes.push(text(source.slice(from)));
  return nodes;
}

// ---------------------------------------------------------------- blocks

const FENCE = /^```(?:[\w+-]*$)?/;

function fence(lines, i) {
  const end = lines.findIndex((line, j) => j > i && line.trimEnd().endsWith("```"));
  if (end < 0) return null;
  const last = lines[end].trimEnd().slice(0, -3);
  const first = lines[i].replace(FENCE, "");
  const code = [first, ...lines.slice(i + 1, end), last].filter((line, j, all) => line || (j > 0 && j < all.length - 1));
  return { node: element("pre", {}, code.join("\n")), next: end + 1 };
}

// Lines in a row that start with "> " are one quote; after ">>> " everything is.
function quote(lines, i, ctx) {
  const all = lines[i].startsWith(">>> ");
  let end = i + 1;
  while (end < lines.length && (all || lines[end].startsWith("> "))) end++;
  const inner = lines.slice(i, end).map((line, j) => (all ? (j ? line : line.slice(4)) : line.slice(2)));
  return { node: element("blockquote", {}, ...blocks(inner, ctx)), next: end };
}

function item(match, ctx) {
  const depth = Math.min(Math.floor(match[1].length / 2), 4);
  const mark = element("span", {}, match[2] ? `${match[2]}.` : "•");
  return element("div", { class: `item depth${depth}` }, mark, element("div", {}, ...inline(match[3], ctx)));
}

function line(source, ctx) {
  const heading = source.match(/^(#{1,3}) +(.+)/);
  if (heading) return element(`h${heading[1].length + 2}`, {}, ...inline(heading[2], ctx));
  const listed = source.match(/^( *)(?:[-*]|(\d+)\.) +(.+)/);
  if (listed) return item(listed, ctx);
  if (source.startsWith("-# ")) return element("small", {}, ...inline(source.slice(3), ctx));
  return source.trim() ? element("p", {}, ...inline(source, ctx)) : element("div", { class: "gap" });
}

function blocks(lines, ctx) {
  const nodes = [];
  for (let i = 0; i < lines.length; ) {
    const block = (lines[i].startsWith("```") && fence(lines, i)) || (/^>(?:>>)? /.test(lines[i]) && quote(lines, i, ctx));
    nodes.push(block ? block.node : line(lines[i], ctx));
    i = block ? block.next : i + 1;
  }
  return nodes;
}

export const markdown = (source, ctx = {}) => element("div", { class: "md" }, ...blocks(source.split("\n"), ctx));
