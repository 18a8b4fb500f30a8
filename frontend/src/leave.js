// leave: <form data-leave> asks before the page is left with changes that were not sent.
import { fresh } from "./find.js";

const dirty = new Set();

export function setup(root) {
  for (const form of fresh(root, "form[data-leave]")) {
    form.addEventListener("input", () => dirty.add(form));
    form.addEventListener("draft:dropped", () => dirty.delete(form));
    form.addEventListener("submit", () => dirty.delete(form));
  }
}

addEventListener("beforeunload", (event) => {
  if ([...dirty].some((form) => form.isConnected)) event.preventDefault();
});
