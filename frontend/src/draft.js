// draft: <form data-draft="key"> keeps what is typed in this browser (never files, passwords or tokens) and brings
// it back with a bar that can drop it. The key must name person and document. data-draft-version: when the document
// has moved on since, nothing is overwritten unasked. [data-draft-clear="key"] in a page drops the draft ("*": all).
import { every, fresh } from "./find.js";
import { addRow, numbersOf, removeRow, rowsOf } from "./rows.js";

const PREFIX = "fieldbook.draft.";
const DAYS = 14 * 24 * 3600 * 1000;
const NEVER = ["file", "password", "submit", "button", "image", "reset"];
const skip = (el) => !el.name || NEVER.includes(el.type) || el.matches("[data-rows-total]")
  || (el.type === "hidden" && !el.closest("[data-row]")); // versions and tokens are the server's
const inputs = (form) => [...form.elements].filter((el) => !skip(el));
const isTick = (el) => el.type === "checkbox" || el.type === "radio";

function read(form) {
  const values = {};
  for (const el of inputs(form)) {
    const list = values[el.name] ??= [];
    if (isTick(el)) { if (el.checked) list.push(el.value); }
    else if (el.multiple && el.options) list.push(...[...el.selectedOptions].map((o) => o.value));
    else list.push(el.value);
  }
  const rows = Object.fromEntries(every(form, "[data-rows]").map((box) => [box.dataset.rows, numbersOf(box)]));
  return { values, rows };
}

function write(form, { values, rows }) {
  for (const box of every(form, "[data-rows]")) {
    const wanted = rows[box.dataset.rows];
    if (!wanted) continue;
    rowsOf(box).filter((row) => !wanted.includes(Number(row.dataset.row))).forEach((row) => removeRow(box, row));
    wanted.filter((n) => !numbersOf(box).includes(n)).forEach((n) => addRow(box, n));
  }
  const place = {};
  for (const el of inputs(form)) {
    const list = values[el.name];
    if (!list) continue;
    if (isTick(el)) el.checked = list.includes(el.value);
    else if (el.multiple && el.options) [...el.options].forEach((o) => { o.selected = list.includes(o.value); });
    else el.value = list[place[el.name] = (place[el.name] ?? -1) + 1] ?? el.value;
  }
  form.dispatchEvent(new Event("input", { bubbles: true }));
}

const store = {
  get: (key) => { try { return JSON.parse(localStorage.getItem(PREFIX + key)); } catch { return null; } },
  set: (key, value) => { try { localStorage.setItem(PREFIX + key, JSON.stringify(value)); } catch { /* full or private */ } },
  drop: (key) => { try { localStorage.removeItem(PREFIX + key); } catch { /* private */ } },
  keys: () => { try { return Object.keys(localStorage).filter((k) => k.startsWith(PREFIX)).map((k) => k.slice(PREFIX.length)); } catch { return []; } },
};

function showBar(form, text, buttons) {
  const bar = Object.assign(document.createElement("div"), { className: "draft-bar", textContent: text });
  bar.setAttribute("role", "status");
  for (const [label, act] of buttons) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: label });
    button.addEventListener("click", () => { bar.remove(); act(); });
    bar.append(button);
  }
  form.prepend(bar);
}

function offer(form, key, version) {
  const kept = store.get(key);
  if (!kept || Date.now() - kept.at > DAYS) return store.drop(key);
  const before = read(form);
  if (JSON.stringify([kept.values, kept.rows]) === JSON.stringify([before.values, before.rows])) return undefined;
  const dropIt = () => { store.drop(key); write(form, before); store.drop(key); form.dispatchEvent(new Event("draft:dropped")); };
  if (kept.version === version) {
    write(form, kept);
    return showBar(form, "已恢复未保存的内容，请核对后再保存。", [["放弃", dropIt]]);
  }
  return showBar(form, "有未保存的内容，但此页后来已有更改。", [["恢复", () => write(form, kept)], ["放弃", () => store.drop(key)]]);
}

export function setup(root) {
  every(root, "[data-draft-clear]").forEach(({ dataset: { draftClear: key } }) => (key === "*" ? store.keys() : [key]).forEach(store.drop));
  for (const form of fresh(root, "form[data-draft]")) {
    const { draft: key, draftVersion: version = "" } = form.dataset;
    let timer = 0;
    const stop = () => { clearTimeout(timer); timer = 0; };
    const save = () => { stop(); store.set(key, { ...read(form), version, at: Date.now() }); };
    const flush = () => { if (timer && form.isConnected) save(); };
    offer(form, key, version);
    form.addEventListener("input", () => { stop(); timer = setTimeout(save, 400); });
    form.addEventListener("draft:dropped", stop);
    form.addEventListener("submit", flush);
    addEventListener("pagehide", flush);
  }
}
