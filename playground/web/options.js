// One option of a slash command as a field: free text, a fixed set, suggestions from the bot, or a file.

import { element } from "./dom.js";

const [INTEGER, BOOLEAN, USER, CHANNEL, ROLE, MENTIONABLE, NUMBER, ATTACHMENT] = [4, 5, 6, 7, 8, 9, 10, 11];
const ENTITIES = { [USER]: 5, [ROLE]: 6, [MENTIONABLE]: 7, [CHANNEL]: 8 };
const TRUTH = [{ label: "True", value: true }, { label: "False", value: false }];
const SUGGEST_AFTER_MS = 120;

// What an option takes: null where it is free text.
function fixedSet(option, entities) {
  if (option.choices) return option.choices.map((choice) => ({ label: choice.name, value: choice.value }));
  if (option.type === BOOLEAN) return TRUTH;
  return option.type in ENTITIES ? entities(ENTITIES[option.type], option.channel_types) : null;
}

export class OptionField {
  // actions: suggestions, entities(kind, channelTypes), complete(option) → [{name, value}], fail(error), and told of:
  // entered(field), typed(field), picked(field)
  constructor(option, actions) {
    this.option = option;
    this.actions = actions;
    this.known = new Map(); // what is shown → what is sent
    this.set = fixedSet(option, actions.entities);
    this.input = this.makeInput();
    const [kind, mark] = option.required ? ["field required", " *"] : ["field", ""];
    this.node = element("label", { class: kind, title: option.description }, element("span", {}, option.name + mark), this.input);
    this.input.addEventListener("focus", () => actions.entered(this));
    this.input.addEventListener("input", () => actions.typed(this));
    if (this.set) this.offer((text) => this.fitting(text));
    else if (option.autocomplete) this.offer((text) => this.ask(text));
  }

  makeInput() {
    const { name, required, description, type, max_length: maxlength } = this.option;
    const common = { name, required: Boolean(required), "aria-description": description };
    if (type === ATTACHMENT) return element("input", { ...common, type: "file" });
    const inputmode = [INTEGER, NUMBER].includes(type) && !this.option.autocomplete ? "decimal" : null;
    const typed = { type: "text", placeholder: description, maxlength, inputmode, autocomplete: "off", spellcheck: "false" };
    return element("input", { ...common, ...typed });
  }

  offer(items) {
    this.actions.suggestions.serve(this.input, items, (item) => {
      this.known.set(item.label, item.value);
      this.input.value = item.label;
      this.actions.picked(this);
    });
    this.input.addEventListener("input", () => this.input.setCustomValidity(""));
  }

  // A fixed set narrows as one types, and shows whole again once a member of it stands there.
  fitting(text) {
    const wanted = text.toLowerCase();
    if (this.among(text)) return [];
    return this.set.filter((item) => item.label.toLowerCase().includes(wanted));
  }

  async ask(text) {
    if (this.known.has(text)) return [];
    await new Promise((after) => setTimeout(after, SUGGEST_AFTER_MS));
    if (this.input.value !== text) return [];
    try {
      return (await this.actions.complete(this.option.name)).map(({ name, value }) => ({ label: name, value }));
    } catch (error) {
      this.actions.fail(error);
      return [];
    }
  }

  among(text) {
    return this.set?.find((item) => item.label.toLowerCase() === text.trim().toLowerCase() || String(item.value) === text.trim());
  }

  get file() {
    return this.input.files?.[0];
  }

  // What stands in the field; a file's field cannot be written to.
  get text() {
    return this.input.type === "file" ? "" : this.input.value;
  }

  set text(text) {
    if (this.input.type !== "file") this.input.value = text;
  }

  // As the API takes it; undefined where nothing was given. What does not fit is sent as typed: the playground says why it is refused.
  get value() {
    const text = this.text.trim();
    if (!text) return undefined;
    if (this.set) return this.among(text)?.value ?? text;
    if (this.known.has(text)) return this.known.get(text);
    return [INTEGER, NUMBER].includes(this.option.type) && Number.isFinite(Number(text)) ? Number(text) : text;
  }

  check() {
    const text = this.input.value.trim();
    this.input.setCustomValidity(this.set && text && !this.among(text) ? "Choose one from the list." : "");
  }
}
