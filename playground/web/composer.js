// The box to write in: text, or a slash command whose options are filled in field by field.

import { $, element } from "./dom.js";
import { OptionField } from "./options.js";
import { Suggestions } from "./suggestions.js";

const HINT = "Type / for the commands. Enter or Tab takes one, Tab goes through its options, Enter sends.";
const [SUBCOMMAND, GROUP, CHAT] = [1, 2, 1];

// Chat commands with their subcommands spelled out: "/source add".
export function spelled(commands) {
  const spell = (command, path, node) =>
    (node.options ?? []).some((option) => option.type === SUBCOMMAND || option.type === GROUP)
      ? node.options.flatMap((sub) => spell(command, [...path, sub.name], sub))
      : [{ id: command.id, path, label: ["/" + command.name, ...path].join(" "), detail: node.description, options: node.options ?? [] }];
  const chat = commands.filter((command) => (command.type ?? CHAT) === CHAT);
  return chat.flatMap((command) => spell(command, [], command)).sort((a, b) => a.label.localeCompare(b.label));
}

export class Composer {
  // actions: send(command, values, files), complete(command, values, focused) → choices, say(text), fail(error), entities(kind)
  constructor(actions) {
    this.actions = actions;
    this.commands = [];
    this.chosen = null;
    this.fields = [];
    this.last = null;
    this.suggestions = new Suggestions($("suggestions"));
    this.suggestions.serve($("name"), (text) => this.fitting(text), (command) => this.choose(command));
    $("name").addEventListener("input", () => this.typed());
    $("command").addEventListener("keydown", (event) => this.key(event));
    $("command").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
    $("send").addEventListener("click", () => this.fields.forEach((field) => field.check()));
    this.help();
  }

  offer(commands) {
    this.commands = spelled(commands);
    if (this.chosen && !this.commands.some((command) => command.id === this.chosen.id)) this.clear();
  }

  fitting(text) {
    if (!text.startsWith("/") || this.chosen) return [];
    const wanted = text.trim().toLowerCase();
    const begins = this.commands.filter((command) => command.label.startsWith(wanted));
    const contains = this.commands.filter((command) => !begins.includes(command) && command.label.includes(wanted.slice(1)));
    return [...begins, ...contains];
  }

  // A space after a whole name takes the command and goes on to its options, which a typed or pasted line may name.
  typed() {
    const text = $("name").value;
    const whole = this.commands.find((command) => text.startsWith(`${command.label} `));
    if (this.chosen && text !== this.chosen.label && whole !== this.chosen) this.take(null);
    if (!whole) return;
    const kept = this.chosen ? this.texts() : [];
    this.choose(whole);
    this.refill(kept);
    this.fill(text.slice(whole.label.length));
    (this.missing() ?? this.fields.find((field) => !field.input.value)?.input)?.focus();
  }

  key(event) {
    if (event.key === "Escape") this.clear();
    else if (event.key === "ArrowUp" && event.target === $("name") && !$("name").value && this.last) this.recall();
    else if (event.key === "Enter" && event.target.type !== "file") {
      this.fields.forEach((field) => field.check());
      return; // the form's own
    } else return;
    event.preventDefault();
  }

  // ---------------------------------------------------------------- choosing

  take(command) {
    this.chosen = command;
    const actions = {
      suggestions: this.suggestions,
      entities: this.actions.entities,
      fail: this.actions.fail,
      complete: (name) => this.actions.complete(this.chosen, { ...this.values(), [name]: this.field(name).text }, name),
      picked: (field) => this.next(field),
      typed: (field) => this.jump(field),
      entered: (field) => this.help(`${field.option.name}: ${field.option.description}`),
    };
    this.fields = (command?.options ?? []).map((option) => new OptionField(option, actions));
    $("options").replaceChildren(...this.fields.map((field) => field.node));
    $("send").hidden = !command;
    this.help();
  }

  choose(command) {
    $("name").value = command.label;
    this.take(command);
    this.suggestions.hide();
    (this.missing() ?? $("name")).focus();
  }

  clear() {
    $("name").value = "";
    this.take(null);
    this.suggestions.hide();
    $("name").focus();
  }

  field(name) {
    return this.fields.find((field) => field.option.name === name);
  }

  // "name:value name:value", where a value runs to the next name; what stands before the first name is for the first option.
  fill(text) {
    const [first, ...parts] = this.split(text);
    if (first.trim() && this.fields.length) this.fields[0].text = first.trim();
    for (let i = 0; i < parts.length; i += 2) this.field(parts[i]).text = parts[i + 1].trim();
  }

  split(text) {
    const names = this.fields.map((field) => field.option.name).join("|");
    return names ? text.split(new RegExp(`(?:^|\\s)(${names}):`)) : [text];
  }

  // "zone:" typed in another option goes on to that one; an option's own name before its value is dropped.
  jump(field) {
    const [text, name, rest] = this.split(field.text);
    const other = name && this.field(name);
    if (!other || rest || (other === field && text)) return;
    field.text = text.trim();
    other.input.focus();
  }

  // The first required field that is still empty.
  missing() {
    return this.fields.find((field) => field.option.required && !field.input.value)?.input;
  }

  next(field) {
    (this.missing() ?? field.input).focus();
  }

  help(text) {
    $("help").textContent = text ?? (this.chosen ? `${this.chosen.detail}. Enter sends, Escape starts over.` : HINT);
  }

  // ---------------------------------------------------------------- sending

  values() {
    return Object.fromEntries(this.fields.filter((field) => field.value !== undefined).map((field) => [field.option.name, field.value]));
  }

  async send() {
    if (this.sending || (!this.chosen && !$("name").value.trim())) return;
    this.sending = true;
    try {
      await (this.chosen ? this.sendCommand() : this.say($("name").value.trim()));
      this.clear();
    } catch (error) {
      this.actions.fail(error); // what was typed stays, to be mended
      this.help();
    } finally {
      this.sending = false;
    }
  }

  async sendCommand() {
    const files = this.fields.filter((field) => field.file).map((field) => [field.option.name, field.file]);
    this.last = { label: this.chosen.label, texts: this.texts() };
    this.help("Waiting for the answer…");
    await this.actions.send(this.chosen, this.values(), files);
  }

  async say(text) {
    const [word] = text.split(" ");
    if (word.startsWith("/")) throw new Error(`There is no command ${word} that you may use here. Type / to see those there are.`);
    await this.actions.say(text);
  }

  // The last command again, as it was filled in; files have to be chosen anew.
  recall() {
    const command = this.commands.find((each) => each.label === this.last.label);
    if (!command) return;
    this.choose(command);
    this.refill(this.last.texts);
  }

  texts() {
    return this.fields.map((field) => [field.option.name, field.text, field.known]);
  }

  refill(texts) {
    for (const [name, text, known] of texts) {
      const field = this.field(name);
      if (field) [field.text, field.known] = [text, known];
    }
  }
}

// The commands that there are, to begin with in an empty channel.
export function overview(composer) {
  const entry = (command) => {
    const words = [element("b", {}, command.label), element("span", {}, command.detail)];
    return element("li", {}, element("button", { type: "button", onclick: () => composer.choose(command) }, ...words));
  };
  return element("ul", { class: "overview" }, ...composer.commands.map(entry));
}
