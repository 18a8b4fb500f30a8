// Builds what the browser and the printer need out of the installed npm packages:
//   static/fieldbook/  app.css  app.js  icons.svg  favicon.svg
//   paper/fonts/       four Chinese fonts and their licences
// Run by hatch_build.py while the package is installed; by hand: `npm ci && node build.mjs`.
// Refuses to write anything that would make a browser leave our own server.
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const product = join(here, "..", "src", "fieldbook");
const site = join(product, "static", "fieldbook");
const fonts = join(product, "paper", "fonts");

// One line per use: add a name of Tabler's outline set here, then <use href="…/icons.svg#name">.
const ICONS = `
  home list-check building-hospital file-text printer photo-up upload download archive folder
  check x alert-triangle info-circle help-circle clock user users logout search filter
  plus minus trash edit eye copy history send refresh arrow-back-up arrow-left arrow-right arrow-up arrow-down
  lock circle-check circle-x circle-dashed flag star external-link
  qrcode camera signature rubber-stamp writing-sign file-spreadsheet file-type-pdf file-type-docx
  clipboard-list clipboard-check report package school plug-connected database rocket chart-bar message-circle
  chevron-right chevron-left chevron-down chevron-up dots plane map-pin calendar calendar-week bell
  settings menu-2 book mail phone device-floppy gavel cloud-off
`.trim().split(/\s+/);

const FONTS = [["noto-sans-sc", "NotoSansSC"], ["noto-serif-sc", "NotoSerifSC"]];
const WEIGHTS = ["400Regular", "700Bold"];

function iconSymbol(name) {
  const svg = readFileSync(join(modules, "@tabler/icons/icons/outline", `${name}.svg`), "utf8");
  const body = svg.slice(svg.indexOf(">") + 1, svg.lastIndexOf("</svg>"))
    .replace(/<path[^>]*d="M0 0h24v24H0z"[^>]*\/>/, "").replace(/\s*\n\s*/g, "");
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" `
    + `stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">${body}</symbol>`;
}

function writeSprite() {
  const { version } = JSON.parse(readFileSync(join(modules, "@tabler/icons/package.json"), "utf8"));
  const licence = readFileSync(join(modules, "@tabler/icons/LICENSE"), "utf8").replaceAll("--", "- -").trim();
  const symbols = [...new Set(ICONS)].map(iconSymbol).join("\n");
  writeFileSync(join(site, "icons.svg"),
    `<svg xmlns="http://www.w3.org/2000/svg">\n<!-- Tabler Icons ${version}\n${licence} -->\n${symbols}\n</svg>\n`);
}

function copyFonts() {
  mkdirSync(fonts, { recursive: true });
  for (const [folder, family] of FONTS) {
    const home = join(modules, "@expo-google-fonts", folder);
    for (const weight of WEIGHTS) {
      copyFileSync(join(home, weight, `${family}_${weight}.ttf`), join(fonts, `${family}_${weight}.ttf`));
    }
    copyFileSync(join(home, "LICENSE_FONT"), join(fonts, `${family}_LICENSE.txt`));
  }
}

function refuseForeignAddresses(css) {
  const foreign = css.match(/url\((?!\s*["']?(?:data:image\/|#))[^)]{0,80}|@import[^;]{0,80}|data:[\w/+-]*font/gi);
  if (foreign) throw new Error(`app.css reaches outside: ${foreign.join(" ; ")}`);
}

mkdirSync(site, { recursive: true });
await build({
  absWorkingDir: here,
  entryPoints: { app: "src/app.js", "app-css": "src/app.css" },
  entryNames: "[name]",
  outdir: site,
  bundle: true,
  minify: true,
  charset: "utf8",
  format: "iife",
  target: ["chrome109", "firefox115", "safari16"],
  logLevel: "warning",
  // htmx holds an eval() that our policy (allowEval: false, CSP without unsafe-eval) never lets run
  logOverride: { "direct-eval": "silent" },
  write: false,
}).then(({ outputFiles }) => {
  for (const file of outputFiles) {
    if (file.path.endsWith(".css")) refuseForeignAddresses(file.text);
    writeFileSync(join(site, file.path.endsWith(".css") ? "app.css" : "app.js"), file.text);
  }
});
writeSprite();
copyFileSync(join(here, "src", "favicon.svg"), join(site, "favicon.svg"));
copyFonts();
