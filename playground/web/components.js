// Message components, old and V2, as DOM nodes. `ctx.act(kind, component, values, node)` is called with what a person did.

import { element } from "./dom.js";
import { markdown } from "./markdown.js";

const BUTTON_STYLES = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "secondary", 6: "primary" };

const RENDER = {
  1: (c, ctx) => element("div", { class: "row" }, ...children(c, ctx)),
  2: button,
  3: menu,
  5: menu,
  6: menu,
  7: menu,
  8: menu,
  9: (c, ctx) => element("div", { class: "section" }, element("div", {}, ...children(c, ctx)), render(c.accessory, ctx)),
  10: (c, ctx) => markdown(c.content, ctx),
  11: (c) => picture(c, "thumbnail"),
  12: (c) => element("div", { class: "gallery" }, ...c.items.map((item) => picture(item))),
  13: (c) => fileLink({ url: c.file.url, filename: c.name, size: c.size }),
  14: (c) => element("hr", { class: c.divider === false ? "space" : null }),
  17: container,
};

function children(component, ctx) {
  return (component.components ?? []).map((child) => render(child, ctx));
}

export function render(component, ctx) {
  const make = component && RENDER[component.type];
  return make ? make(component, ctx) : null;
}

function container(c, ctx) {
  const box = element("div", { class: "container" }, ...children(c, ctx));
  // Through the object model: an attribute would fall to the page's content policy.
  if (c.accent_color != null) box.style.setProperty("--accent", `#${c.accent_color.toString(16).padStart(6, "0")}`);
  return box;
}

function button(c, ctx) {
  const label = [c.emoji?.name, c.label].filter(Boolean).join(" ");
  const kind = `button ${BUTTON_STYLES[c.style] ?? "secondary"}`;
  if (c.url) return element("a", { class: kind, href: c.url, target: "_blank", rel: "noopener noreferrer" }, `${label} ↗`);
  const act = (event) => ctx.act("press", c, undefined, event.currentTarget);
  return element("button", { class: kind, type: "button", disabled: Boolean(c.disabled), "data-act": c.custom_id, onclick: act }, label);
}

// ---------------------------------------------------------------- select menus

// A menu opens below its name. One value: picking is choosing. Several: boxes to tick, then "Choose".
function menu(c, ctx) {
  const options = c.options ?? ctx.entities(c.type, c.channel_types);
  const [least, most] = [c.min_values ?? 1, c.max_values ?? 1];
  const chosen = options.filter((option) => option.default).map((option) => option.label).join(", ");
  const summary = element("summary", { "data-act": c.custom_id }, chosen || c.placeholder || "Choose…");
  if (c.disabled) return element("div", { class: "menu off" }, summary.textContent);
  const box = element("details", { class: "menu", onkeydown: menuKey, ontoggle: () => box.scrollIntoView({ block: "nearest" }) }, summary);
  const choose = (values) => {
    box.open = false;
    ctx.act("select", c, values, summary);
  };
  box.append(most === 1 && least === 1 ? single(options, choose) : several(options, least, most, choose));
  return box;
}

function menuKey(event) {
  const box = event.currentTarget;
  if (event.key === "Escape") {
    box.open = false;
    box.querySelector("summary").focus();
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return;
  event.preventDefault();
  box.open = true;
  const stops = [...box.querySelectorAll("summary, button, input")];
  stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
}

export const worded = (option) => [element("span", {}, option.label), option.description ? element("small", {}, option.description) : null];

function single(options, choose) {
  const attributes = { type: "button", class: "choice" };
  const entry = (option) => element("button", { ...attributes, onclick: () => choose([option.value]) }, ...worded(option));
  return element("div", { class: "choices" }, ...options.map(entry));
}

function several(options, least, most, choose) {
  const form = element("form", { class: "choices" });
  const done = element("button", { class: "button primary" }, "Choose");
  const picked = () => [...form.querySelectorAll("input:checked")].map((input) => input.value);
  const check = () => {
    const count = picked().length;
    done.disabled = count < least || count > most;
    done.textContent = done.disabled ? `Choose ${least === most ? least : `${least} to ${most}`}` : `Choose ${count}`;
  };
  const tick = (option) => element("input", { type: "checkbox", value: option.value, checked: Boolean(option.default) });
  form.append(...options.map((option) => element("label", { class: "choice" }, tick(option), ...worded(option))), done);
  form.addEventListener("change", check);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    choose(picked());
  });
  check();
  return form;
}

// ---------------------------------------------------------------- files

// The page may be open as "localhost" where addresses say 127.0.0.1: the path alone is the playground's own either way.
function local(url) {
  const { pathname } = new URL(url, location.href);
  return /^\/(?:ephemeral-)?attachments\//.test(pathname) ? pathname : url;
}

function picture(item, kind) {
  return element("img", { class: kind, src: local(item.media.url), alt: item.description ?? "", title: item.description });
}

export function fileLink(file) {
  const size = file.size == null ? "" : ` (${file.size < 1024 ? `${file.size} bytes` : `${Math.round(file.size / 1024)} KB`})`;
  return element("a", { class: "file", href: local(file.url), download: file.filename ?? true }, `${file.filename ?? file.url}${size}`);
}

export function attachment(file) {
  if (!file.content_type?.startsWith("image/")) return fileLink(file);
  return element("img", { class: "attached", src: local(file.url), alt: file.description ?? file.filename });
}
