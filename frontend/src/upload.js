// upload: <div data-upload> around a file input: drag and drop, several shots of a phone's camera one after another,
// names, sizes and pictures of what was chosen, each removable. [data-upload-list] says where they are shown.
import { fresh } from "./find.js";

const size = (n) => (n < 1048576 ? `${Math.max(1, Math.round(n / 1024))} KB` : `${(n / 1048576).toFixed(1)} MB`);
const same = (a) => (b) => a.name === b.name && a.size === b.size && a.lastModified === b.lastModified;

function line(file, remove) {
  const item = document.createElement("li");
  const name = Object.assign(document.createElement("span"), { textContent: `${file.name}（${size(file.size)}）` });
  if (file.type.startsWith("image/")) {
    const picture = Object.assign(document.createElement("img"), { src: URL.createObjectURL(file), alt: "" });
    picture.addEventListener("load", () => URL.revokeObjectURL(picture.src));
    item.append(picture);
  }
  const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm", textContent: "移除" });
  button.addEventListener("click", remove);
  item.append(name, button);
  return item;
}

function attach(box) {
  const input = box.querySelector("input[type=file]");
  const list = box.querySelector("[data-upload-list]") ?? box.appendChild(document.createElement("ul"));
  list.classList.add("upload-list");
  let files = [];
  const put = (next) => {
    const kept = new DataTransfer();
    files = next;
    files.forEach((file) => kept.items.add(file));
    input.files = kept.files;
    list.replaceChildren(...files.map((file) => line(file, () => put(files.filter((f) => f !== file)))));
    input.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const take = (added) => {
    const chosen = [...added].filter((file) => !files.some(same(file)));
    put(input.multiple ? [...files, ...chosen] : [...chosen, ...files].slice(0, 1));
  };
  input.addEventListener("change", () => take(input.files));
  for (const name of ["dragenter", "dragover"]) box.addEventListener(name, (e) => { e.preventDefault(); box.classList.add("is-over"); });
  for (const name of ["dragleave", "drop"]) box.addEventListener(name, () => box.classList.remove("is-over"));
  box.addEventListener("drop", (e) => { e.preventDefault(); take(e.dataTransfer.files); });
}

export const setup = (root) => fresh(root, "[data-upload]").forEach(attach);
