// The page: who one is, where one is, the clock, and the parts put together; the bot meets the same interactions as on Discord.

import { get, listen, post } from "./api.js";
import { ClockPanel } from "./clock.js";
import { Composer, overview } from "./composer.js";
import { $, element } from "./dom.js";
import { openForm } from "./forms.js";
import { Manage } from "./manage.js";
import { Messages } from "./messages.js";
import { setClock } from "./times.js";
import { isUnread, markSeen } from "./unread.js";

const TEXT_CHANNEL = 0;
const [MEMBER_MENU, ROLE_MENU, MENTIONABLE_MENU, CHANNEL_MENU, MESSAGE_COMMAND] = [5, 6, 7, 8, 3];
const TOAST_MS = 9000;
const world = { guild: null, bot: null, me: null, channel: null, commands: [], source: null };

function fail(error) {
  $("toast").textContent = error.message ?? String(error);
  $("toast").hidden = false;
  clearTimeout(fail.timer);
  fail.timer = setTimeout(hush, TOAST_MS);
}

const hush = () => ($("toast").hidden = true);

// A tab keeps its member and channel over a reload; another tab may be somebody else.
const remembered = (what) => sessionStorage.getItem(what);
const remember = () => ["me", "channel"].forEach((what) => sessionStorage.setItem(what, world[what].id));

// One run at a time; what is asked for meanwhile is one more run afterwards.
function coalesced(work) {
  let running = null;
  let again = null;
  const begin = () => (running = work().finally(() => (running = null)));
  const next = () => {
    again = null;
    return begin();
  };
  return () => {
    if (!running) begin();
    else again ??= running.catch(() => {}).then(next);
    return again ?? running;
  };
}

// ---------------------------------------------------------------- what is shown

const textChannels = () => world.guild.channels.filter((channel) => channel.type === TEXT_CHANNEL);
const places = () => [...textChannels(), ...(world.me.direct ? [world.me.direct] : [])];
const called = (channel) => (channel.type === TEXT_CHANNEL ? `#${channel.name}` : `@${world.bot.name}`);
const manages = () => world.me.owner || world.me.permissions.includes("MANAGE_GUILD");
const names = (things) => Object.fromEntries(things.map((thing) => [thing.id, thing.name]));

function entities(kind, channelTypes) {
  const item = (label, thing) => ({ label, value: thing.id });
  const places = world.guild.channels.filter((channel) => (channelTypes ?? [TEXT_CHANNEL]).includes(channel.type));
  const channels = places.map((channel) => item(`#${channel.name}`, channel));
  const roles = world.guild.roles.map((role) => item(role.name.replace(/^@?/, "@"), role));
  const members = world.guild.members.map((member) => item(member.name, member));
  return { [MEMBER_MENU]: members, [ROLE_MENU]: roles, [MENTIONABLE_MENU]: [...members, ...roles], [CHANNEL_MENU]: channels }[kind] ?? [];
}

function emptyChannel() {
  if (!world.bot.connected) return element("p", {}, `${world.bot.name} is away: its commands appear here once it is connected.`);
  return element("div", {}, element("p", {}, `Nothing in ${called(world.channel)} yet. What ${world.bot.name} can do:`), overview(composer));
}

const drawMessages = coalesced(async () => {
  const { channel, me } = world;
  const found = await get("messages", { as: me.id, channel: channel.id });
  if (channel.id !== world.channel.id || me.id !== world.me.id) return;
  markSeen(me, channel, found.at(-1)?.id);
  const menus = world.commands.filter((command) => command.type === MESSAGE_COMMAND).map((command) => command.name);
  const { channels, roles, members } = world.guild;
  messages.show(found, { channels: names(channels), roles: names(roles), members: names(members), entities, menus, empty: emptyChannel });
});

function drawChannels() {
  const unread = places().filter((channel) => channel.id !== world.channel.id && isUnread(world.me, channel));
  const entry = (channel) => {
    const current = channel.id === world.channel.id ? "page" : null;
    const button = element("button", { type: "button", "aria-current": current, onclick: () => enter(channel) }, called(channel).replace(/^./, "$& "));
    if (unread.includes(channel)) button.append(element("span", { class: "unread" }, element("span", { class: "unseen" }, "new messages")));
    return element("li", {}, button);
  };
  $("channels").replaceChildren(...places().map(entry));
  $("channel").textContent = called(world.channel).replace(/^./, "$& ");
  $("manage-open").hidden = !manages() || world.channel === world.me.direct;
  document.title = `${unread.length ? "● " : ""}${called(world.channel)} · playground`;
}

function drawMembers() {
  const people = world.guild.members.filter((member) => !member.bot);
  const entry = (m) => element("option", { value: m.id, selected: m.id === world.me.id }, m.name + (m.owner ? " (owner)" : ""));
  $("member").replaceChildren(...people.map(entry));
  $("directs").checked = world.me.takes_directs;
  $("rights").textContent = manages() ? "May manage this server." : "An ordinary member.";
}

function drawBot(lost = false) {
  $("bot").textContent = lost ? "The playground does not answer" : `${world.bot.name} is ${world.bot.connected ? "here" : "away"}`;
  $("bot").className = `status ${!lost && world.bot.connected ? "on" : "off"}`;
}

// ---------------------------------------------------------------- what happens

const refresh = coalesced(async () => {
  const state = await get("state");
  const find = (things, id, otherwise) => things.find((thing) => thing.id === id) ?? otherwise;
  world.bot = state.bot;
  world.guild = find(state.guilds, world.guild?.id, state.guilds[0]);
  world.me = find(world.guild.members, world.me?.id ?? remembered("me"), world.guild.members.find((m) => m.owner));
  world.channel = find(places(), world.channel?.id ?? remembered("channel"), textChannels()[0]);
  $("server").textContent = world.guild.name;
  setClock(state.now);
  clock.show();
  drawChannels();
  drawMembers();
  drawBot();
  manage.show(world);
  remember();
  world.commands = await get("commands", { as: world.me.id, channel: world.channel.id });
  composer.offer(world.commands);
  await drawMessages();
});

async function enter(channel) {
  world.channel = channel;
  messages.sticky = true;
  await refresh().catch(fail);
  $("name").focus();
}

function hear(event) {
  if (!event.type.startsWith("MESSAGE")) {
    if (!event.type.startsWith("INTERACTION")) refresh().catch(fail);
  } else if (event.channel_id === world.channel.id) drawMessages().catch(fail);
  else if (event.type === "MESSAGE_CREATE") {
    const place = places().find((channel) => channel.id === event.channel_id);
    if (!place) return void refresh().catch(fail); // the first direct message, or another server's
    place.last_message_id = event.id;
    drawChannels();
  }
}

// An outcome comes with the bot's first answer; a form opens, everything else arrives as a message.
async function act(what, body, files) {
  hush();
  const { interaction, modal } = await post(what, { as: world.me.id, ...body }, files);
  if (modal) openForm(modal, entities, async (values, uploads, close) => {
    const next = await post("submit", { interaction, values }, uploads);
    close();
    if (next.modal) fail(new Error("A form cannot be followed by a form."));
  });
}

const typed = (command, options) => ({ channel: world.channel.id, command: command.id, path: command.path, options });

const composer = new Composer({
  entities,
  fail,
  complete: async (command, options, focused) => {
    const { choices } = await post("autocomplete", { as: world.me.id, ...typed(command, options), focused });
    return choices;
  },
  send: (command, options, files) => {
    messages.sticky = true;
    return act("slash", typed(command, options), files);
  },
  say: (text) => {
    messages.sticky = true;
    return post("say", { as: world.me.id, channel: world.channel.id, text });
  },
});

const messages = new Messages($("messages"), $("newer"), {
  act: (kind, message, component, values) => act(kind, { message: message.id, custom_id: component.custom_id, values }).catch(fail),
  dismiss: (message) => post("dismiss", { as: world.me.id, message: message.id }).catch(fail),
  menu: (command, message) => act("menu", { command, message: message.id }).catch(fail),
});

function attend() {
  world.source?.close();
  world.source = listen(world.me.id, { hear, open: () => refresh().catch(fail), lost: () => drawBot(true) });
}

// ---------------------------------------------------------------- the side

$("member").addEventListener("change", async (event) => {
  world.me = world.guild.members.find((member) => member.id === event.target.value);
  composer.clear();
  messages.sticky = true;
  attend();
});

$("directs").addEventListener("change", (event) => post("directs", { as: world.me.id, taken: event.target.checked }).catch(fail));
const manage = new Manage((what, body) => post(what, { as: world.me.id, ...body }));
$("manage-open").addEventListener("click", () => manage.open());
const clock = new ClockPanel((how) => post("clock", how), fail);
$("toast").addEventListener("click", hush);
document.addEventListener("keydown", (event) => {
  // What is typed anywhere goes to the box, as on Discord; the space bar is left to buttons.
  const typing = event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey && !event.altKey;
  if (typing && !document.querySelector("dialog[open]") && !document.activeElement.matches("input, textarea, select")) $("name").focus();
});

async function start() {
  try {
    await refresh();
    attend();
    if (document.activeElement === document.body) $("name").focus(); // somebody may be typing by now
  } catch (error) {
    fail(error);
    setTimeout(start, 2000);
  }
}

start();
