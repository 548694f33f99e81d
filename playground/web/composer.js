// The box for slash commands: pick one, fill in its options (choices, suggestions, files, members, channels, roles), send.

import { element } from "./markdown.js";

const [STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT] = [3, 4, 5, 6, 7, 8, 9, 10, 11];
const SUGGEST_AFTER_MS = 150;
const $ = (id) => document.getElementById(id);

export class Composer {
  // actions: send(command, options, files), complete(command, options, focused) → choices, say(text), fail(error), entities(kind) → [{label, value}]
  constructor(actions) {
    this.actions = actions;
    this.commands = [];
    this.chosen = null;
    $("name").addEventListener("input", () => this.typed());
    $("name").addEventListener("keydown", (event) => this.key(event));
    $("name").addEventListener("blur", () => setTimeout(() => ($("suggestions").hidden = true), 150));
    $("command").addEventListener("submit", (event) => { event.preventDefault(); this.send(); });
  }

  // Chat commands with their subcommands spelled out: "/source add".
  offer(commands) {
    const spell = (command, path, node) => (node.options ?? []).some((o) => o.type === 1 || o.type === 2)
      ? node.options.flatMap((sub) => spell(command, [...path, sub.name], sub))
      : [{ id: command.id, path, label: `/${[command.name, ...path].join(" ")}`, description: node.description, options: node.options ?? [] }];
    this.commands = commands.filter((c) => (c.type ?? 1) === 1).flatMap((c) => spell(c, [], c)).sort((a, b) => a.label.localeCompare(b.label));
  }

  typed() {
    const text = $("name").value;
    if (this.chosen && text !== this.chosen.label) this.choose(null, text);
    const found = text.startsWith("/") && !this.chosen ? this.commands.filter((c) => c.label.startsWith(text.trim())) : [];
    this.suggest(found);
  }

  suggest(found) {
    const list = $("suggestions");
    list.replaceChildren(...found.map((c, i) => element("li", { role: "option", "aria-selected": String(i === 0), onmousedown: () => this.choose(c) }, c.label, element("small", {}, c.description))));
    list.hidden = !found.length;
    this.found = found;
    this.at = 0;
  }

  key(event) {
    const open = !$("suggestions").hidden;
    if (open && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      event.preventDefault();
      this.at = (this.at + (event.key === "ArrowDown" ? 1 : this.found.length - 1)) % this.found.length;
      [...$("suggestions").children].forEach((li, i) => { li.setAttribute("aria-selected", String(i === this.at)); if (i === this.at) li.scrollIntoView({ block: "nearest" }); });
    } else if (open && (event.key === "Tab" || event.key === "Enter")) {
      event.preventDefault();
      this.choose(this.found[this.at]);
    } else if (event.key === "Escape") this.choose(null, "");
  }

  choose(command, text = command?.label ?? "") {
    this.chosen = command;
    $("name").value = text;
    $("suggestions").hidden = true;
    $("send").hidden = !command;
    $("options").replaceChildren(...(command?.options ?? []).map((option) => this.field(option)));
    $("help").textContent = command ? `${command.description} Enter sends, Escape starts over.` : "Press / for the commands, Tab or Enter to choose one, Enter to send.";
    if (command) ($("options").querySelector(".required input, .required select") ?? $("name")).focus();
  }

  field(option) {
    const attributes = { name: option.name, required: Boolean(option.required), title: option.description, "data-type": option.type, placeholder: option.description };
    const entities = { [USER]: 5, [ROLE]: 6, [MENTIONABLE]: 7, [CHANNEL]: 8 }[option.type];
    const fixed = option.choices?.map((c) => ({ label: c.name, value: c.value })) ?? (option.type === BOOLEAN ? [{ label: "True", value: "true" }, { label: "False", value: "false" }] : entities && this.actions.entities(entities));
    let input;
    if (fixed) input = element("select", attributes, element("option", { value: "" }, "—"), ...fixed.map((o) => element("option", { value: o.value }, o.label)));
    else if (option.type === ATTACHMENT) input = element("input", { ...attributes, type: "file" });
    else input = element("input", { ...attributes, type: [INTEGER, NUMBER].includes(option.type) ? "number" : "text", step: option.type === NUMBER ? "any" : null, min: option.min_value, max: option.max_value, maxlength: option.max_length, autocomplete: "off" });
    const parts = [element("span", {}, option.name + (option.required ? " *" : "")), input];
    if (option.autocomplete) parts.push(this.completed(option, input));
    return element("label", { class: "field" + (option.required ? " required" : "") }, ...parts);
  }

  // Suggestions as a datalist of names; what is sent is the value behind the name that was picked, else the text as typed.
  completed(option, input) {
    const list = element("datalist", { id: `suggest-${option.name}` });
    input.setAttribute("list", list.id);
    input.values = new Map();
    let waiting;
    const ask = () => {
      clearTimeout(waiting);
      waiting = setTimeout(async () => {
        try {
          const choices = await this.actions.complete(this.chosen, { ...this.values(), [option.name]: input.value }, option.name);
          choices.forEach((c) => input.values.set(c.name, c.value));
          list.replaceChildren(...choices.map((c) => element("option", { value: c.name })));
        } catch (error) { this.actions.fail(error); }
      }, SUGGEST_AFTER_MS);
    };
    input.addEventListener("input", ask);
    input.addEventListener("focus", ask);
    return list;
  }

  values() {
    const values = {};
    for (const input of $("options").querySelectorAll("input, select")) {
      if (input.type === "file" || input.value === "") continue;
      const type = Number(input.dataset.type);
      values[input.name] = type === BOOLEAN ? input.value === "true" : [INTEGER, NUMBER].includes(type) ? Number(input.value) : input.values?.get(input.value) ?? input.value;
    }
    return values;
  }

  async send() {
    const text = $("name").value.trim();
    if (!this.chosen) this.choose(this.commands.find((c) => c.label === text) ?? null, text);
    try {
      if (this.chosen) {
        const files = [...$("options").querySelectorAll("input[type=file]")].filter((i) => i.files.length).map((i) => [i.name, i.files[0]]);
        const command = this.chosen, values = this.values();
        this.choose(null, "");
        await this.actions.send(command, values, files);
      } else if (text.startsWith("/")) throw new Error(`There is no command ${text}. Type / to see what there is.`);
      else if (text) { this.choose(null, ""); await this.actions.say(text); }
    } catch (error) { this.actions.fail(error); }
    $("name").focus();
  }
}
