// fill: forms of documents. [data-spare] rows stand there for browsers without this file: they go, but for one where
// there is no other. [data-fill="answer"] answers every open select[data-quick] of its <tbody>. A cell with
// data-when="column" data-values="a|b" rests while the select of that column in its row says something else.
import { every, fresh } from "./find.js";

function dropSpare(box) {
  const spare = [...box.querySelectorAll("[data-spare]")];
  const others = box.querySelectorAll("[data-row]").length - spare.length;
  spare.slice(others ? 0 : 1).forEach((row) => row.remove());
}

function follow(cell) {
  const select = cell.closest("tr").querySelector(`select[data-column="${cell.dataset.when}"]`);
  const field = cell.querySelector("input,select,textarea");
  const asked = !select || cell.dataset.values.split("|").includes(select.value);
  cell.classList.toggle("is-resting", !asked && !field?.value);
  cell.classList.toggle("is-asked", asked && Boolean(select));
}

const followAll = (root) => every(root, "td[data-when]").forEach(follow);

function answer(button) {
  const open = [...button.closest("tbody").querySelectorAll("select[data-quick]")].filter((select) => !select.value);
  open.forEach((select) => { select.value = button.dataset.fill; });
  if (open.length) open[0].dispatchEvent(new Event("input", { bubbles: true }));
}

export function setup(root) {
  document.documentElement.classList.add("has-js");
  every(root, "[data-rows]").forEach(dropSpare); // not `fresh`: that keeps one list per selector, and rows.js has this one
  fresh(root, "[data-fill]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => answer(button));
  });
  for (const form of fresh(root, "form")) form.addEventListener("input", () => followAll(form));
  followAll(root);
}
