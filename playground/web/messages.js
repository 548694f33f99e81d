// The messages of a channel. What did not change keeps its nodes, so that focus, open menus and selected text survive news.

import { attachment, render } from "./components.js";
import { element } from "./dom.js";
import { markdown } from "./markdown.js";
import { timeNode } from "./times.js";

const LOADING = 1 << 7;
const NEAR_END = 80; // pixels

export class Messages {
  // actions: act(kind, message, component, values), dismiss(message), menu(name, message)
  constructor(list, newer, actions) {
    [this.list, this.newer, this.actions] = [list, newer, actions];
    this.drawn = new Map(); // id → {key, node}
    newer.addEventListener("click", () => this.toEnd());
    list.addEventListener("scroll", () => this.nearEnd() && (newer.hidden = true));
    // Pictures arrive later, the box grows with its options: the end stays in sight if it was.
    new ResizeObserver(() => this.sticky && this.toEnd()).observe(list);
    list.addEventListener("load", () => this.sticky && this.toEnd(), { capture: true });
    list.addEventListener("scroll", () => (this.sticky = this.nearEnd()));
    this.sticky = true;
  }

  nearEnd() {
    return this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < NEAR_END;
  }

  toEnd() {
    this.list.scrollTop = this.list.scrollHeight;
    this.newer.hidden = true;
    this.sticky = true;
  }

  // `ctx`: names by id (channels, roles, members), entities(kind), menus: commands for messages, empty(): what an empty channel shows.
  show(messages, ctx) {
    const before = this.drawn;
    const known = (message) => before.get(message.id);
    const news = before.size > 0 && messages.some((message) => !known(message)) && !this.sticky;
    const focus = this.focused();
    const names = JSON.stringify([ctx.channels, ctx.roles, ctx.members, ctx.menus]);
    this.drawn = new Map(messages.map((message) => [message.id, this.one(message, JSON.stringify(message) + names, known(message), ctx)]));
    const nodes = [...this.drawn.values()].map((each) => each.node);
    this.place(nodes.length ? nodes : [element("li", { class: "empty" }, ctx.empty())]);
    if (this.sticky) this.toEnd();
    else if (news) this.newer.hidden = false;
    if (focus && document.activeElement === document.body) this.list.querySelector(focus)?.focus();
  }

  // Where a button or menu of a message has the focus, so that its successor gets it.
  focused() {
    const node = document.activeElement;
    const message = node?.closest(".message");
    return message && node.dataset.act ? `[data-id="${message.dataset.id}"] [data-act="${CSS.escape(node.dataset.act)}"]` : null;
  }

  // A node that stays is not touched: taking it out and putting it in again would lose its focus.
  place(nodes) {
    for (const old of [...this.list.children]) if (!nodes.includes(old)) old.remove();
    nodes.forEach((node, i) => this.list.children[i] !== node && this.list.insertBefore(node, this.list.children[i] ?? null));
  }

  one(message, key, drawn, ctx) {
    return drawn?.key === key ? drawn : { key, node: this.draw(message, ctx) };
  }

  draw(message, ctx) {
    const { author } = message;
    const kinds = ["message", author.bot && "bot", message.ephemeral && "ephemeral"].filter(Boolean).join(" ");
    const avatar = element("div", { class: "avatar", "aria-hidden": "true" }, author.username[0].toUpperCase());
    return element("li", { class: kinds, "data-id": message.id }, avatar, this.head(message, ctx), this.body(message, ctx));
  }

  head(message, ctx) {
    const { author } = message;
    const menu = (name) => element("button", { type: "button", class: "quiet", onclick: () => this.actions.menu(name, message) }, name);
    return element("div", { class: "head" },
      element("b", {}, author.global_name ?? author.username),
      author.bot ? element("span", { class: "tag" }, "APP") : null,
      timeNode(new Date(message.timestamp), "sent"),
      message.edited_timestamp ? element("small", {}, "(edited)") : null,
      ...ctx.menus.map(menu));
  }

  body(message, ctx) {
    const inner = { ...ctx, act: (kind, component, values, node) => this.act(kind, message, component, values, node) };
    const shown = message.flags & LOADING ? [element("p", { class: "thinking" }, `${message.author.username} is thinking`)] : [
      message.content ? markdown(message.content, ctx) : null,
      ...message.components.map((component) => render(component, inner)),
      ...message.attachments.map(attachment),
    ];
    return element("div", { class: "said" }, occasion(message, ctx), ...shown, message.ephemeral ? this.privacy(message) : null);
  }

  privacy(message) {
    if (message.flags & LOADING) return element("div", { class: "only" }, "Only you can see this");
    const dismiss = element("button", { type: "button", class: "quiet", onclick: () => this.actions.dismiss(message) }, "Dismiss");
    return element("div", { class: "only" }, "Only you can see this · ", dismiss);
  }

  // What was pressed stays dim until the bot has answered.
  async act(kind, message, component, values, node) {
    if (node.getAttribute("aria-busy")) return;
    node.setAttribute("aria-busy", "true");
    await this.actions.act(kind, message, component, values);
    node.removeAttribute("aria-busy");
  }
}

// "Ada used /staffing", or which message somebody acted on.
function occasion(message, ctx) {
  const about = message.interaction_metadata;
  if (!about) return null;
  const who = ctx.members[about.user.id] ?? about.user.username;
  const tell = (...what) => element("div", { class: "used" }, element("b", {}, who), ...what);
  if (message.used) return tell(" used ", element("span", { class: "mention" }, message.used));
  const origin = about.interacted_message_id ?? about.triggering_interaction_metadata?.interacted_message_id;
  const show = () => document.querySelector(`.message[data-id="${origin}"]`)?.scrollIntoView({ block: "center" });
  return origin ? tell(" acted on ", element("button", { type: "button", class: "quiet", onclick: show }, "a message above")) : null;
}
