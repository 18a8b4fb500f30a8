// page: what would otherwise be inline handlers, which our policy forbids.
// [data-print] prints · [data-toggle="id"] shows or hides the element with that id · [data-autosubmit] sends its form
// when changed · [data-check-all="name"] ticks all boxes of that name in its form · [data-copy="text"] copies.
export function start() {
  document.addEventListener("click", ({ target }) => {
    const el = target.closest("[data-print],[data-toggle],[data-copy]");
    if (!el) return;
    if ("print" in el.dataset) window.print();
    if ("copy" in el.dataset) navigator.clipboard?.writeText(el.dataset.copy).then(() => el.classList.add("is-copied"));
    if ("toggle" in el.dataset) {
      const shown = document.getElementById(el.dataset.toggle)?.classList.toggle("show");
      el.setAttribute("aria-expanded", String(Boolean(shown)));
    }
  });
  document.addEventListener("change", ({ target }) => {
    if (target.matches("[data-autosubmit]")) target.form?.requestSubmit();
    const name = target.dataset?.checkAll;
    if (name) for (const box of target.form.elements) if (box.name === name && !box.disabled) box.checked = target.checked;
  });
}
