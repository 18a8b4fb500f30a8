// rows: <div data-rows="items"> with a <template> whose one root element carries data-row="__i__"; every __i__
// becomes the row's number. [data-add-row] adds, [data-remove-row] removes its row. Rows land in [data-rows-body]
// (or in the container); [data-rows-total] receives the next free number, [data-row-number] shows 1, 2, 3…
import { fresh } from "./find.js";

const body = (box) => box.querySelector("[data-rows-body]") ?? box;
export const rowsOf = (box) => [...body(box).querySelectorAll("[data-row]")];
export const numbersOf = (box) => rowsOf(box).map((row) => Number(row.dataset.row));

function count(box) {
  rowsOf(box).forEach((row, i) => row.querySelectorAll("[data-row-number]").forEach((el) => { el.textContent = i + 1; }));
  const next = Math.max(-1, ...numbersOf(box)) + 1;
  box.querySelectorAll("[data-rows-total]").forEach((el) => { el.value = Math.max(Number(el.value) || 0, next); });
  const most = Number(box.dataset.max ?? Infinity);
  box.querySelectorAll("[data-add-row]").forEach((el) => { el.disabled = rowsOf(box).length >= most; });
}

export function addRow(box, number = Math.max(-1, Number(box.dataset.last ?? -1), ...numbersOf(box)) + 1) {
  const mould = document.createElement("template");
  mould.innerHTML = box.querySelector("template").innerHTML.trim().replaceAll("__i__", number);
  const row = mould.content.firstElementChild;
  box.dataset.last = Math.max(number, Number(box.dataset.last ?? -1)); // a removed row's number is not used again
  const rows = rowsOf(box);
  if (rows.length) rows.at(-1).after(row); else body(box).append(row);
  window.htmx.process(row);
  count(box);
  return row;
}

export function removeRow(box, row) {
  box.dataset.last = Math.max(Number(row.dataset.row), Number(box.dataset.last ?? -1));
  row.remove();
  count(box);
}

function click(box, target) {
  const gone = target.closest("[data-remove-row]")?.closest("[data-row]");
  if (gone && rowsOf(box).length > Number(box.dataset.min ?? 0)) removeRow(box, gone);
  else if (target.closest("[data-add-row]")) addRow(box).querySelector("input:not([type=hidden]),select,textarea")?.focus();
  else return;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

export function setup(root) {
  for (const box of fresh(root, "[data-rows]")) {
    box.addEventListener("click", ({ target }) => click(box, target));
    count(box);
  }
}
