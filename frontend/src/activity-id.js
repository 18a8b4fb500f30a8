// activity-id: <form data-activity> posts a client-made UUIDv7 as "activity", the key of what it will do.
// A second click, a lost answer or a page taken back from the cache sends the same id, so the server
// answers with the first result. A page that shows <i data-activity-done="id"> says the work is done:
// from then on that form, if the person goes back to it, gets a new id.
import { every } from "./find.js";

const DONE = "fieldbook.done";

export function uuid7(millis = Date.now()) {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  for (let i = 0, t = millis; i < 6; i += 1, t = Math.floor(t / 256)) bytes[5 - i] = t % 256;
  bytes[6] = 0x70 | (bytes[6] & 0x0f);
  bytes[8] = 0x80 | (bytes[8] & 0x3f);
  const hex = [...bytes].map((b) => b.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

function done() {
  try { return JSON.parse(sessionStorage.getItem(DONE) ?? "[]"); } catch { return []; }
}

function remember(id) {
  try { sessionStorage.setItem(DONE, JSON.stringify([...done(), id].slice(-50))); } catch { /* private mode */ }
}

function fill(form) {
  let input = form.querySelector("input[name=activity]");
  if (!input) {
    input = Object.assign(document.createElement("input"), { type: "hidden", name: "activity" });
    form.append(input);
  }
  if (!input.value || done().includes(input.value)) input.value = uuid7();
}

export function setup(root) {
  const news = every(root, "[data-activity-done]");
  news.forEach((el) => remember(el.dataset.activityDone));
  every(news.length ? document : root, "form[data-activity]").forEach(fill);
}

addEventListener("pageshow", () => setup(document));
