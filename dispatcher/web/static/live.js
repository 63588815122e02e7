// Live parts: the server says only that something changed; what is new is asked for, and comes as the page has it.
"use strict";

const SLOWEST = 30_000; // clocks on the page go on when nothing else does
const SHARE = 4; // looking takes a fifth of the time at most

function busy(part) {
  const at = document.activeElement;
  const typing = at && part.contains(at) && at.matches("input, textarea, select");
  return typing || part.querySelector("details[open], form[data-busy]") !== null;
}

const CSRF = /name="csrf" value="[^"]*"/g; // another on every page, and no news
const same = (one, other) => one.outerHTML.replace(CSRF, "") === other.outerHTML.replace(CSRF, "");

// How to find what has the focus once more, when the part around it is a new one.
function path(at) {
  if (at.matches("a[href]")) return `a[href="${CSS.escape(at.getAttribute("href"))}"]`;
  const form = at.closest("form[action]");
  const value = at.value ? `[value="${CSS.escape(at.value)}"]` : "";
  return form && at.matches("button") ? `form[action="${CSS.escape(form.getAttribute("action"))}"] button${value}` : null;
}

// Said aloud when the state is another, not at every message that leaves.
function announce(place, fresh) {
  const [before, now] = [place, fresh].map((whole) => whole.querySelector("[data-said]"));
  const aloud = document.querySelector("[data-aloud]");
  if (aloud && before && now && before.dataset.said !== now.dataset.said) aloud.textContent = now.textContent.trim();
}

function put(place, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").body;
  announce(place, fresh);
  for (const part of fresh.querySelectorAll(":scope > [id]")) {
    const old = document.getElementById(part.id);
    if (!old || same(old, part) || (busy(old) && !part.hidden)) continue;
    const focused = old.contains(document.activeElement) ? path(document.activeElement) : null;
    old.replaceWith(document.adoptNode(part));
    if (focused) part.querySelector(focused)?.focus({ preventScroll: true });
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
