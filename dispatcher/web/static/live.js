// Live parts: the server says only that something changed; what is new is asked for, and comes as the page has it.
"use strict";

const SLOWEST = 30_000; // clocks on the page go on when nothing else does
const SHARE = 4; // looking takes a fifth of the time at most

function busy(part) {
  const at = document.activeElement;
  const typing = at && part.contains(at) && at.matches("input, textarea, select");
  return typing || part.querySelector("details[open], form[data-busy]") !== null;
}

function put(place, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  for (const part of fresh.querySelectorAll(":scope > [id]")) {
    const old = document.getElementById(part.id);
    if (!old || old.outerHTML === part.outerHTML || busy(old)) continue;
    const focused = old.contains(document.activeElement) ? document.activeElement.getAttribute("href") : null;
    old.replaceWith(document.adoptNode(part));
    if (focused) part.querySelector(`[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
  place.dataset.seen = String(Number(place.dataset.seen ?? 0) + 1);
}

async function follow(place) {
  let wanted = false, looking = false, last = 0;
  const look = async () => {
    if (looking) {
      wanted = true;
      return;
    }
    looking = true;
    wanted = false;
    const begun = performance.now();
    try {
      const answer = await fetch(place.dataset.live, { credentials: "same-origin", redirect: "error" });
      if (answer.ok) put(place, await answer.text());
    } catch {
      // away for a moment: the next look tells
    }
    last = performance.now();
    setTimeout(() => {
      looking = false;
      if (wanted) look();
    }, Math.max(500, SHARE * (last - begun)));
  };
  new EventSource(place.dataset.events).addEventListener("changed", look);
  setInterval(() => performance.now() - last > SLOWEST && look(), SLOWEST);
}

for (const place of document.querySelectorAll("[data-live]")) follow(place);
