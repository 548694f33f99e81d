// A form that a bot opened (a modal), and what was filled in.

import { worded } from "./components.js";
import { $, element } from "./dom.js";
import { markdown } from "./markdown.js";

const [ROW, TEXT_INPUT, TEXT, LABEL, FILES, RADIOS, BOXES, BOX] = [1, 4, 10, 18, 19, 21, 22, 23];
const PARAGRAPH = 2;

// `hand(values, files)` sends it; what it throws is shown in the form, which stays open.
export function openForm(form, entities, hand) {
  const dialog = $("modal");
  const [title, place, error] = ["h2", ".fields", ".error"].map((which) => dialog.querySelector(which));
  const fields = form.components.flatMap((component) => part(component, entities));
  title.textContent = form.title;
  error.textContent = "";
  place.replaceChildren(...fields.map((field) => field.node));
  dialog.querySelector("form").onsubmit = (event) => {
    event.preventDefault();
    submit(dialog, error, fields, hand);
  };
  dialog.querySelector("[value=cancel]").onclick = () => dialog.close();
  dialog.showModal();
  place.querySelector("input, textarea, select")?.focus();
}

async function submit(dialog, error, fields, hand) {
  const button = dialog.querySelector("[type=submit]");
  if (button.disabled) return;
  const values = Object.fromEntries(fields.filter((field) => field.value).map((field) => [field.name, field.value()]));
  const files = fields.filter((field) => field.files).flatMap((field) => field.files().map((file) => [field.name, file]));
  [button.disabled, error.textContent] = [true, ""];
  try {
    await hand(values, files, () => dialog.close());
  } catch (failure) {
    error.textContent = failure.message;
  } finally {
    button.disabled = false;
  }
}

// Each part becomes {node, name, value() or files()}; text alone has a node only.
function part(component, entities) {
  if (component.type === ROW) return component.components.flatMap((inner) => part(inner, entities));
  if (component.type === TEXT) return [{ node: markdown(component.content) }];
  if (component.type === LABEL) return [labelled(component.label, component.description, component.component, entities)];
  if (component.type === TEXT_INPUT) return [labelled(component.label, null, component, entities)];
  return [];
}

function labelled(label, description, c, entities) {
  const field = make(c, entities);
  const needed = c.type !== BOX && c.required !== false && c.min_values !== 0;
  const head = [element("span", {}, label, needed ? " *" : ""), description ? element("small", {}, description) : null];
  if (!field.group) field.node.setAttribute("aria-label", label);
  if (description) field.node.setAttribute("aria-description", description);
  // A label around a group would send every click to its first box.
  const [kind, named] = field.group ? ["fieldset", [element("legend", {}, ...head)]] : ["label", head];
  const node = element(kind, { class: "field" }, ...named, field.node, field.note);
  return { ...field, node, name: c.custom_id };
}

function make(c, entities) {
  const required = c.required !== false;
  if (c.type === TEXT_INPUT) return textInput(c, required);
  if (c.type === FILES) {
    const node = element("input", { type: "file", required: required && c.min_values !== 0, multiple: (c.max_values ?? 1) > 1 });
    return { node, files: () => [...node.files] };
  }
  if (c.type === BOX) {
    const node = element("input", { type: "checkbox", checked: Boolean(c.default) });
    return { node, value: () => node.checked };
  }
  const options = c.options ?? entities(c.type, c.channel_types);
  if (c.type === RADIOS) return group(c, options, "radio", required);
  if (c.type === BOXES || (c.max_values ?? 1) > 1) return group(c, options, "checkbox", false);
  return dropDown(options, required && c.min_values !== 0);
}

// Too long a text is kept and counted, where the attribute maxlength would cut a pasted article without a word.
function textInput(c, required) {
  const attributes = { required, minlength: c.min_length, placeholder: c.placeholder };
  const node = c.style === PARAGRAPH ? element("textarea", { ...attributes, rows: 6 }) : element("input", { ...attributes, type: "text" });
  const note = element("small", { class: "count", "aria-live": "polite" });
  const most = c.max_length ?? 4000;
  const count = () => {
    const over = node.value.length - most;
    node.setCustomValidity(over > 0 ? `Too long by ${over}: ${most} characters at most.` : "");
    note.textContent = over > 0 ? `too long by ${over}` : node.value.length > most * 0.8 ? `${-over} characters left` : "";
    note.classList.toggle("over", over > 0);
  };
  node.value = c.value ?? "";
  node.addEventListener("input", count);
  return { node, note, value: () => node.value };
}

function group(c, options, type, required) {
  const boxes = options.map((o) => element("input", { type, required, name: c.custom_id, value: o.value, checked: Boolean(o.default) }));
  const labels = options.map((o, i) => element("label", { class: "choice" }, boxes[i], ...worded(o)));
  return { group: true, node: element("div", {}, ...labels), value: () => boxes.filter((box) => box.checked).map((box) => box.value) };
}

function dropDown(options, required) {
  const empty = element("option", { value: "" }, "—");
  const entry = (o) => element("option", { value: o.value, selected: Boolean(o.default) }, o.label);
  const node = element("select", { required }, empty, ...options.map(entry));
  return { node, value: () => (node.value ? [node.value] : []) };
}
