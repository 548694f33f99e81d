// Message components, old and V2, as DOM nodes; `act` is called with what a person did.

import { element, markdown } from "./markdown.js";

const BUTTON_STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link", 6: "premium" };

const RENDER = {
  1: (c, ctx) => element("div", { class: "row" }, ...children(c, ctx)),
  2: button,
  3: select,
  5: select,
  6: select,
  7: select,
  8: select,
  9: (c, ctx) => element("div", { class: "section" }, element("div", {}, ...children(c, ctx)), render(c.accessory, ctx)),
  10: (c, ctx) => markdown(c.content, ctx),
  11: (c) => element("img", { class: "thumbnail", src: c.media.url, alt: c.description ?? "" }),
  12: (c) => element("div", { class: "gallery" }, ...c.items.map((item) => element("img", { src: item.media.url, alt: item.description ?? "" }))),
  13: (c) => element("a", { class: "file", href: c.file.url, download: true }, c.name ?? c.file.url),
  14: (c) => element("hr", { class: c.divider === false ? "space" : "" }),
  17: (c, ctx) => element("div", { class: "container", style: c.accent_color == null ? null : `--accent: #${c.accent_color.toString(16).padStart(6, "0")}` }, ...children(c, ctx)),
};

function children(component, ctx) {
  return (component.components ?? []).map((child) => render(child, ctx));
}

export function render(component, ctx) {
  const make = component && RENDER[component.type];
  return make ? make(component, ctx) : null;
}

function button(c, ctx) {
  const label = [c.emoji?.name, c.label].filter(Boolean).join(" ");
  const kind = BUTTON_STYLES[c.style] ?? "secondary";
  if (c.url) return element("a", { class: `button ${kind}`, href: c.url, target: "_blank", rel: "noopener noreferrer" }, label);
  return element("button", { class: `button ${kind}`, type: "button", disabled: Boolean(c.disabled), onclick: () => ctx.act({ kind: "press", component: c }) }, label);
}

function select(c, ctx) {
  const options = c.options ?? ctx.entities(c.type);
  const multiple = (c.max_values ?? 1) > 1;
  const box = element("select", { multiple, disabled: Boolean(c.disabled), "aria-label": c.placeholder ?? "Choose", size: multiple ? Math.min(options.length, 6) : null },
    multiple ? null : element("option", { value: "", disabled: true, selected: !options.some((o) => o.default) }, c.placeholder ?? "Choose…"),
    ...options.map((o) => element("option", { value: o.value, selected: Boolean(o.default) }, o.description ? `${o.label} — ${o.description}` : o.label)));
  const send = () => ctx.act({ kind: "select", component: c, values: [...box.selectedOptions].map((o) => o.value).filter(Boolean) });
  if (!multiple) box.addEventListener("change", send);
  return multiple ? element("div", { class: "row" }, box, element("button", { type: "button", class: "button secondary", onclick: send }, "Choose")) : box;
}

// A modal's fields: labels with text inputs, selects or uploads, and bare text inputs in rows.
export function fields(components, entities) {
  return components.flatMap((c) => {
    if (c.type === 1) return fields(c.components, entities);
    if (c.type === 18) return [labelled(c.label, c.description, c.component, entities)];
    if (c.type === 4) return [labelled(c.label, null, c, entities)];
    if (c.type === 10) return [markdown(c.content)];
    return [];
  });
}

function labelled(label, description, c, entities) {
  const attributes = { name: c.custom_id, required: c.required !== false, "data-type": c.type };
  let input;
  if (c.type === 4) {
    const limits = { minlength: c.min_length, maxlength: c.max_length, placeholder: c.placeholder };
    input = c.style === 2 ? element("textarea", { ...attributes, ...limits, rows: 8 }) : element("input", { ...attributes, ...limits, type: "text" });
    input.value = c.value ?? "";
  } else if (c.type === 19) input = element("input", { ...attributes, required: (c.min_values ?? 1) > 0 && c.required !== false, type: "file", multiple: (c.max_values ?? 1) > 1 });
  else {
    const options = c.options ?? entities(c.type);
    input = element("select", { ...attributes, multiple: (c.max_values ?? 1) > 1 }, ...options.map((o) => element("option", { value: o.value, selected: Boolean(o.default) }, o.label)));
  }
  return element("label", { class: "field" }, element("span", {}, label, c.required === false ? "" : " *"), description ? element("small", {}, description) : null, input);
}
