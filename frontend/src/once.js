// once: after a form is sent its submit buttons rest, so that a second click does nothing. They are switched off
// after the browser has read the form (the pressed button's name and value are in the post) and come back
// when the page is shown again, when htmx has its answer, or after ten seconds (a download leaves no page).
const REST = 10000;

function wake(form) {
  form.removeAttribute("aria-busy");
  for (const button of form.elements) {
    if (!button.matches("[data-resting]")) continue;
    button.disabled = false;
    button.removeAttribute("data-resting");
  }
}

function rest(form) {
  form.setAttribute("aria-busy", "true");
  for (const button of form.elements) {
    if (button.type !== "submit" || button.disabled) continue;
    button.disabled = true;
    button.setAttribute("data-resting", "");
  }
  setTimeout(() => wake(form), REST);
}

export function start() {
  document.addEventListener("submit", ({ target: form, submitter, defaultPrevented }) => {
    const byHtmx = form.matches("[hx-post],[data-hx-post]");
    const method = submitter?.getAttribute("formmethod") ?? form.method;
    const elsewhere = (submitter?.formTarget || form.target) === "_blank";
    if ((defaultPrevented && !byHtmx) || elsewhere || (method !== "post" && !byHtmx)) return;
    setTimeout(() => rest(form), 0);
  });
  const wakeAll = () => document.querySelectorAll("form[aria-busy]").forEach(wake);
  addEventListener("pageshow", wakeAll);
  document.addEventListener("htmx:afterRequest", wakeAll);
}
