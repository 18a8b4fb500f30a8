// The browser side of Fieldbook: htmx and a few small modules, each bound to one data attribute.
// A module exports `setup(root)`: called for the page and for every fragment htmx brings in.
// Everything works without this file except repeating rows, dialogs and drafts.
import htmx from "htmx.org";
import * as activity from "./activity-id.js";
import * as confirm from "./confirm.js";
import * as draft from "./draft.js";
import * as fill from "./fill.js";
import * as leave from "./leave.js";
import * as line from "./line.js";
import * as once from "./once.js";
import * as page from "./page.js";
import * as rows from "./rows.js";
import * as upload from "./upload.js";

window.htmx = htmx;
htmx.config.allowEval = false;
htmx.config.includeIndicatorStyles = false;
htmx.config.historyCacheSize = 0; // pages hold hospital data: none is kept in the browser
htmx.config.refreshOnHistoryMiss = true;
htmx.config.responseHandling = [
  { code: "204", swap: false },
  { code: "[23]..", swap: true },
  { code: "422", swap: true }, // a refusal is a page with sentences: show it
  { code: "[45]..", swap: false, error: true },
];

const parts = [activity, fill, rows, draft, leave, upload];
const setup = (root) => parts.forEach((part) => part.setup(root));

[line, once, confirm, page].forEach((part) => part.start());
document.addEventListener("DOMContentLoaded", () => {
  setup(document);
  htmx.onLoad((root) => { if (root !== document.body) setup(root); });
});
