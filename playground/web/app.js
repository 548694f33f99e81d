// The page: channels, messages, the clock, and everything a person can do; the bot sees the same interactions as on Discord.

import { get, listen, post } from "./api.js";
import { fields, render } from "./components.js";
import { Composer } from "./composer.js";
import { element, markdown } from "./markdown.js";

const $ = (id) => document.getElementById(id);
const world = { guild: null, bot: null, me: null, channel: null, offset: 0, source: null };
const [MEMBER_MENU, ROLE_MENU, MENTIONABLE_MENU, CHANNEL_MENU] = [5, 6, 7, 8];

// ---------------------------------------------------------------- what is shown

function fail(error) {
  $("toast").textContent = error.message ?? String(error);
  $("toast").hidden = false;
  clearTimeout(fail.timer);
  fail.timer = setTimeout(() => ($("toast").hidden = true), 7000);
}

function entities(kind) {
  const channels = world.guild.channels.filter((c) => c.type === 0).map((c) => ({ label: "#" + c.name, value: c.id }));
  const roles = world.guild.roles.map((r) => ({ label: r.name.replace(/^@?/, "@"), value: r.id }));
  const members = world.guild.members.map((m) => ({ label: m.name, value: m.id }));
  return { [MEMBER_MENU]: members, [ROLE_MENU]: roles, [MENTIONABLE_MENU]: [...members, ...roles], [CHANNEL_MENU]: channels }[kind] ?? [];
}

const names = (things) => Object.fromEntries(things.map((thing) => [thing.id, thing.name]));

function drawMessage(message) {
  const ctx = { channels: names(world.guild.channels), roles: names(world.guild.roles), members: names(world.guild.members), entities, act: (act) => acted(message, act) };
  const author = message.author;
  const sent = new Date(message.timestamp).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
  const used = message.interaction_metadata?.name ?? message.interaction?.name;
  const who = message.interaction?.user?.username ?? message.interaction_metadata?.user?.username;
  return element("li", { class: `message${author.bot ? " bot" : ""}${message.ephemeral ? " ephemeral" : ""}`, "data-id": message.id },
    element("div", { class: "avatar", "aria-hidden": "true" }, author.username[0].toUpperCase()),
    element("div", { class: "who" }, author.global_name ?? author.username, author.bot ? element("span", { class: "tag" }, "APP") : null, element("small", {}, sent, message.edited_timestamp ? " · edited" : "")),
    element("div", { class: "said" },
      used ? element("div", { class: "used" }, `${who ?? "Somebody"} used /${used}`) : null,
      message.content ? markdown(message.content, ctx) : null,
      ...message.components.map((component) => render(component, ctx)),
      ...message.attachments.map((file) => element("a", { class: "file", href: file.url, download: file.filename }, file.filename)),
      message.ephemeral ? element("div", { class: "only" }, "Only you can see this · ", element("a", { href: "#", onclick: (event) => { event.preventDefault(); post("dismiss", { as: world.me.id, message: message.id }).catch(fail); } }, "Dismiss")) : null));
}

async function drawMessages() {
  const channel = world.channel;
  const messages = await get("messages", { as: world.me.id, channel: channel.id });
  if (channel !== world.channel) return;
  const list = $("messages");
  const atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < 80;
  const shown = messages.map(drawMessage);
  list.replaceChildren(...(shown.length ? shown : [element("li", { class: "empty" }, `Nothing in #${channel.name} yet. Try /staffing, /who or /subscribe.`)]));
  if (atEnd) list.scrollTop = list.scrollHeight;
}

function drawChannels() {
  $("channels").replaceChildren(...world.guild.channels.filter((c) => c.type === 0).map((c) => element("li", {},
    element("button", { type: "button", "data-id": c.id, "aria-current": c.id === world.channel.id ? "true" : null, onclick: () => enter(c) }, "# " + c.name))));
  $("channel").textContent = "# " + world.channel.name;
}

function drawMembers() {
  $("member").replaceChildren(...world.guild.members.filter((m) => !m.bot).map((m) => element("option", { value: m.id, selected: m.id === world.me.id }, m.name + (m.owner ? " (owner)" : ""))));
  $("rights").textContent = world.me.permissions.includes("MANAGE_GUILD") || world.me.owner ? "May manage this server." : "An ordinary member.";
}

function drawBot() {
  $("bot").textContent = `${world.bot.name} ${world.bot.connected ? "is connected" : "is away"}`;
  $("bot").className = "status " + (world.bot.connected ? "on" : "off");
}

function drawClock() {
  $("clock").textContent = new Date(Date.now() + world.offset).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "medium" });
}

// ---------------------------------------------------------------- what happens

async function refresh() {
  const state = await get("state");
  world.bot = state.bot;
  world.guild = state.guilds.find((guild) => guild.id === world.guild?.id) ?? state.guilds[0];
  world.me = world.guild.members.find((m) => m.id === world.me?.id) ?? world.guild.members.find((m) => m.owner);
  world.channel = world.guild.channels.find((c) => c.id === world.channel?.id) ?? world.guild.channels.find((c) => c.type === 0);
  world.offset = new Date(state.now) - Date.now();
  $("server").textContent = world.guild.name;
  drawChannels();
  drawMembers();
  drawBot();
  drawClock();
  composer.offer(await get("commands", { as: world.me.id, channel: world.channel.id }));
  await drawMessages();
}

async function enter(channel) {
  world.channel = channel;
  drawChannels();
  await drawMessages().catch(fail);
  $("messages").scrollTop = $("messages").scrollHeight;
}

function hear(event) {
  if (event.type.startsWith("MESSAGE") || event.type.startsWith("INTERACTION")) {
    if (event.channel_id && event.channel_id !== world.channel.id && event.type === "MESSAGE_CREATE") document.querySelector(`#channels [data-id="${event.channel_id}"]`)?.classList.add("unread");
    drawMessages().catch(fail);
  } else refresh().catch(fail);
}

async function acted(message, { kind, component, values }) {
  try {
    outcome(await post(kind, { as: world.me.id, message: message.id, custom_id: component.custom_id, values }));
  } catch (error) { fail(error); }
}

function outcome({ interaction, modal }) {
  if (modal) open(interaction, modal);
}

function open(interaction, modal) {
  const dialog = $("modal");
  const form = dialog.querySelector("form");
  dialog.querySelector("h2").textContent = modal.title;
  dialog.querySelector(".error").textContent = "";
  dialog.querySelector(".fields").replaceChildren(...fields(modal.components, entities));
  dialog.querySelector("[value=cancel]").onclick = () => dialog.close();
  form.onsubmit = async (event) => {
    event.preventDefault();
    const values = {}, files = [];
    for (const input of form.querySelectorAll("[data-type]")) {
      if (input.type === "file") for (const file of input.files) files.push([input.name, file]);
      else values[input.name] = input.dataset.type === "4" ? input.value : [...input.selectedOptions].map((o) => o.value);
    }
    try {
      const next = await post("submit", { interaction, values }, files);
      dialog.close();
      outcome(next);
    } catch (error) { dialog.querySelector(".error").textContent = error.message; }
  };
  dialog.showModal();
}

const composer = new Composer({
  entities,
  fail,
  send: async (command, options, files) => {
    outcome(await post("slash", { as: world.me.id, channel: world.channel.id, command: command.id, path: command.path, options }, files));
    $("messages").scrollTop = $("messages").scrollHeight;
  },
  complete: async (command, options, focused) => (await post("autocomplete", { as: world.me.id, channel: world.channel.id, command: command.id, path: command.path, options, focused })).choices,
  say: (text) => post("say", { as: world.me.id, channel: world.channel.id, text }),
});

function attend() {
  world.source?.close();
  world.source = listen(world.me.id, hear);
  world.source.addEventListener("open", () => refresh().catch(fail));
  world.source.addEventListener("error", () => { world.bot.connected = false; drawBot(); });
}

$("member").addEventListener("change", (event) => {
  world.me = world.guild.members.find((m) => m.id === event.target.value);
  attend();
});
$("moves").addEventListener("click", (event) => event.target.dataset.seconds && post("clock", { seconds: Number(event.target.dataset.seconds) }).catch(fail));
$("clock-set").addEventListener("submit", (event) => {
  event.preventDefault();
  post("clock", { now: new Date(event.target.querySelector("input").value).toISOString() }).catch(fail);
});
setInterval(drawClock, 1000);
refresh().then(attend).catch(fail);
$("name").focus();
