"use strict";
// Dispatcher's banner for a municipality's own site: <script src="https://…/banner.js" async></script>
// It stands in the element with id "dispatcher-banner", else first in the page. Only textContent is used, so no text
// can become markup. Give .dispatcher-banner your own style, or keep this plain one.
(() => {
  const own = new URL(document.currentScript.src);
  const css = ".dispatcher-banner{background:#fff;color:#1c1c1c;border:3px solid #0b4f8a;padding:1em;margin:0 0 1em}" +
    ".dispatcher-banner--extreme,.dispatcher-banner--severe{border-color:#a3121b}" +
    ".dispatcher-banner p{margin:.25em 0}.dispatcher-banner a{color:#0b4f8a}";
  const words = { nb: "Les mer på krisesiden", nn: "Les meir på krisesida", en: "Read more (emergency page)" };
  let box, seen;

  const add = (to, name, text, lang) => {
    const element = document.createElement(name);
    element.textContent = text;
    if (lang) element.lang = lang;
    to.append(element);
    return element;
  };

  const draw = (alert, mode) => {
    const part = document.createElement("div");
    part.className = `dispatcher-banner dispatcher-banner--${String(alert.severity).replace(/[^a-z]/g, "")}`;
    part.setAttribute("role", ["extreme", "severe"].includes(alert.severity) ? "alert" : "status");
    const all = Object.keys(alert.headline);
    const page = document.documentElement.lang.slice(0, 2).replace("no", "nb");
    const first = all.includes(page) ? page : all[0];
    if (mode !== "real") add(part, "strong", "ØVELSE", "nb");
    add(add(part, "p", "", first), "strong", alert.headline[first]);
    add(part, "p", alert.text[first], first);
    add(part, "p", alert.instruction[first], first);
    const said = new Set([alert.headline[first]]);
    for (const lang of all) {
      if (!said.has(alert.headline[lang])) add(part, "p", alert.headline[lang], lang);
      said.add(alert.headline[lang]);
    }
    const link = add(add(part, "p", "", first), "a", words[first] || words.nb);
    link.href = new URL(`krise#varsel-${encodeURIComponent(alert.id)}`, own).href;
    if (mode !== "real") add(part, "strong", "ØVELSE", "nb");
    return part;
  };

  const look = async () => {
    try {
      // no-cache: asks each time, with the ETag; the browser turns 304 into what it has.
      const answer = await fetch(new URL("banner.json", own), { cache: "no-cache", credentials: "omit" });
      if (!answer.ok) return;
      const state = await answer.json();
      // What was only confirmed again is not read out again.
      const said = JSON.stringify(state.alerts.map(({ id, headline, text, instruction }) => [id, headline, text, instruction]));
      if (said === seen) return;
      box.replaceChildren(...state.alerts.map((alert) => draw(alert, state.mode)));
      seen = said;
    } catch {
      // No answer: what stands here still stands.
    }
  };

  const start = () => {
    box = document.getElementById("dispatcher-banner");
    if (!box) document.body.prepend((box = document.createElement("div")));
    try {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    } catch {
      // An old browser: the site's own style will do.
    }
    look();
    setInterval(look, 30000);
  };
  if (document.body) start();
  else addEventListener("DOMContentLoaded", start);
})();
