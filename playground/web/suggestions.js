// The list of suggestions above the composer; one list serves whichever field has the focus (WAI-ARIA: a combobox with a listbox).

import { element } from "./dom.js";

export class Suggestions {
  constructor(list) {
    this.list = list;
    this.field = null;
    list.addEventListener("mousedown", (event) => event.preventDefault()); // the field keeps the focus
  }

  // The field becomes one that `items(text)` are offered for: [{label, detail}]; `pick(item)` is called with the one that was taken.
  serve(field, items, pick) {
    const roles = { role: "combobox", "aria-controls": this.list.id, "aria-expanded": "false", "aria-autocomplete": "list" };
    for (const [name, value] of Object.entries(roles)) field.setAttribute(name, value);
    const offer = async () => {
      const asked = field.value;
      const found = await items(asked);
      if (document.activeElement === field && field.value === asked) this.show(field, found, pick);
    };
    field.addEventListener("focus", offer);
    field.addEventListener("input", offer);
    field.addEventListener("click", () => this.field !== field && offer());
    field.addEventListener("blur", () => this.field === field && this.hide());
    field.addEventListener("keydown", (event) => this.field === field && this.key(event));
  }

  // Once something is typed the first one is marked, so that Enter takes it; before that Enter is left to the form.
  show(field, items, pick) {
    this.hide();
    if (!items.length) return;
    [this.field, this.items, this.pick] = [field, items, pick];
    const entry = (item, i) => {
      const words = [element("span", {}, item.label), item.detail ? element("small", {}, item.detail) : null];
      return element("li", { role: "option", id: `suggestion-${i}`, onclick: () => this.take(item) }, ...words);
    };
    this.list.replaceChildren(...items.map(entry));
    this.list.hidden = false;
    field.setAttribute("aria-expanded", "true");
    this.mark(field.value ? 0 : -1);
  }

  hide() {
    this.list.hidden = true;
    this.field?.setAttribute("aria-expanded", "false");
    this.field?.removeAttribute("aria-activedescendant");
    this.field = null;
  }

  mark(at) {
    this.at = at;
    [...this.list.children].forEach((li, i) => li.setAttribute("aria-selected", String(i === at)));
    if (at < 0) return;
    this.field.setAttribute("aria-activedescendant", `suggestion-${at}`);
    this.list.children[at].scrollIntoView({ block: "nearest" });
  }

  take(item) {
    const pick = this.pick;
    this.hide();
    pick(item);
  }

  key(event) {
    const count = this.items.length;
    if (event.key === "ArrowDown") this.mark((this.at + 1) % count);
    else if (event.key === "ArrowUp") this.mark((this.at < 0 ? count : this.at + count - 1) % count);
    else if (event.key === "Escape") this.hide();
    else if (this.at >= 0 && (event.key === "Enter" || (event.key === "Tab" && !event.shiftKey))) {
      this.take(this.items[this.at]);
      if (event.key === "Tab") return; // and on to the next field
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
