// confirm: [data-dialog="id"] opens <dialog id="id">; [data-close] or a click beside it closes it (Esc does by itself).
// <details data-menu> is a drop-down: one open at a time, closed by a click elsewhere or Esc.
export function start() {
  document.addEventListener("click", (event) => {
    const { target } = event;
    const opener = target.closest("[data-dialog]");
    if (opener) {
      event.preventDefault();
      document.getElementById(opener.dataset.dialog)?.showModal();
    } else if (target.closest("[data-close]") || target.matches("dialog[open]")) {
      target.closest("dialog")?.close();
    }
    closeMenus(target);
  });
  document.addEventListener("keydown", ({ key }) => { if (key === "Escape") closeMenus(null); });
}

function closeMenus(target) {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) {
    if (!target || !menu.contains(target)) menu.open = false;
  }
}
