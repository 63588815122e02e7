"use strict";
// Keeps an open page true: looks every half minute, and takes over the new content when the version is another.
// Without this script the page is whole; it just has to be loaded again.
(() => {
  const here = () => document.getElementById("innhold");
  here().setAttribute("aria-live", "polite");
  setInterval(async () => {
    try {
      const answer = await fetch(location.pathname, { cache: "no-cache" });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const news = page.getElementById("innhold");
      if (news && news.dataset.version !== here().dataset.version) {
        here().replaceChildren(...news.childNodes);
        here().dataset.version = news.dataset.version;
      }
    } catch {
      // No network just now: what stands here still stands.
    }
  }, 30000);
})();
