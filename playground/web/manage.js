// The dialog in which whoever manages the server changes what a channel allows, and who has which role; every click counts at once.

import { $, element } from "./dom.js";

const SETTINGS = [["deny", "✗", "Denied"], ["inherit", "–", "As in the rest of the server"], ["allow", "✓", "Allowed"]];
const RIGHTS = ["VIEW_CHANNEL", "SEND_MESSAGES", "READ_MESSAGE_HISTORY", "EMBED_LINKS", "ATTACH_FILES", "MENTION_EVERYONE"];
const BITS = { VIEW_CHANNEL: 10n, SEND_MESSAGES: 11n, EMBED_LINKS: 14n, ATTACH_FILES: 15n, READ_MESSAGE_HISTORY: 16n, MENTION_EVERYONE: 17n };

// "SEND_MESSAGES" → "Send Messages", as Discord calls it.
const called = (right) => right.toLowerCase().replace(/(^|_)./g, (start) => start.replace("_", " ").toUpperCase());

export class Manage {
  // `act(what, body)` does it and throws what is to be shown.
  constructor(act) {
    this.act = act;
    this.whose = null;
    $("manage-close").addEventListener("click", () => $("manage").close());
    $("new-role").addEventListener("submit", (event) => this.make(event, "new_role", "role-name", () => ({ permissions: checked("role-rights") })));
    $("new-channel").addEventListener("submit", (event) => this.make(event, "new_channel", "channel-name"));
    $("delete-channel").addEventListener("click", () => this.do("delete_channel", { channel: this.world.channel.id }));
    $("role-rights").append(box("Manage Server", { value: "MANAGE_GUILD" }));
  }

  open() {
    $("manage-error").textContent = "";
    this.draw();
    $("manage").showModal();
  }

  // Called whenever the world changed; `world` has guild, channel and bot.
  show(world) {
    this.world = world;
    if ($("manage").open) this.draw();
  }

  draw() {
    const focused = document.activeElement?.id;
    const { guild, channel, bot } = this.world;
    $("manage-server").textContent = guild.name;
    $("manage-channel").textContent = `What #${channel.name} allows`;
    const bots = guild.members.filter((member) => member.bot);
    const whose = [...bots, ...guild.roles.filter((role) => !role.managed), ...guild.members.filter((member) => !member.bot)];
    if (!whose.some((each) => each.id === this.whose)) this.whose = bots[0]?.id ?? guild.roles[0].id;
    const entry = (each) => element("option", { value: each.id, selected: each.id === this.whose }, each.name + (each.id === bot.id ? " (the bot)" : ""));
    const select = element("select", { id: "whose", "aria-label": "For whom", onchange: (event) => this.pick(event.target.value) }, ...whose.map(entry));
    $("whose-place").replaceChildren(select);
    $("rights-table").replaceChildren(...RIGHTS.map((right) => this.right(right)));
    $("roles-table").replaceChildren(...this.roles());
    document.getElementById(focused)?.focus();
  }

  pick(id) {
    this.whose = id;
    this.draw();
  }

  right(right) {
    const overwrite = this.world.channel.permission_overwrites.find((each) => each.id === this.whose);
    const has = (bits) => Boolean((BigInt(bits ?? 0) >> BITS[right]) & 1n);
    const now = has(overwrite?.allow) ? "allow" : has(overwrite?.deny) ? "deny" : "inherit";
    const button = ([to, sign, meaning]) =>
      element("button", {
        type: "button", id: `${right}-${to}`, class: `tri ${to}`, title: meaning, "aria-label": `${called(right)}: ${meaning}`, "aria-pressed": String(to === now),
        onclick: () => this.do("overwrite", { channel: this.world.channel.id, whose: this.whose, permission: right, to }),
      }, sign);
    return element("li", {}, element("span", {}, called(right)), element("span", { class: "tris" }, ...SETTINGS.map(button)));
  }

  roles() {
    const { guild } = this.world;
    const given = guild.roles.filter((role) => !role.managed && role.id !== guild.id);
    if (!given.length) return [element("li", { class: "hint" }, "There is no role yet.")];
    return guild.members.map((member) => {
      const boxes = given.map((role) =>
        box(role.name, {
          id: `${member.id}-${role.id}`, checked: member.roles.includes(role.id),
          onchange: (event) => this.do("role", { guild: guild.id, member: member.id, role: role.id, held: event.target.checked }),
        }));
      return element("li", {}, element("span", {}, member.name), element("span", { class: "row" }, ...boxes));
    });
  }

  async make(event, what, field, more = () => ({})) {
    event.preventDefault();
    if (await this.do(what, { guild: this.world.guild.id, name: $(field).value, ...more() })) $(field).value = "";
  }

  async do(what, body) {
    $("manage-error").textContent = "";
    try {
      await this.act(what, body);
      return true;
    } catch (error) {
      $("manage-error").textContent = error.message;
      this.draw();
      return false;
    }
  }
}

const box = (label, attributes) => element("label", { class: "choice" }, element("input", { type: "checkbox", ...attributes }), label);
const checked = (place) => [...$(place).querySelectorAll("input:checked")].map((input) => input.value);
