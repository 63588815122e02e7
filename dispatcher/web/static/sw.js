"use strict";
// Dispatcher's service worker: shows a push message as a notification, and opens the crisis page when it is tapped.
// Whatever a message holds, something true is shown: a browser that is handed nothing shows words of its own.
const PAGE = "/krise";
const SAFE = { title: "Varsel fra kommunen", body: "Åpne krisesiden for å lese varselet.", lang: "nb" };
const LOUD = ["extreme", "severe"];

// Only our own pages are opened, wherever a message says to go.
const ownPage = (url) => {
  try {
    const wanted = new URL(typeof url === "string" && url ? url : PAGE, self.location.origin);
    return wanted.origin === self.location.origin ? wanted.href : new URL(PAGE, self.location.origin).href;
  } catch {
    return new URL(PAGE, self.location.origin).href;
  }
};

const read = (data) => {
  let told = null;
  try {
    told = data && data.json();
  } catch {
    // Not JSON: shown as the safe words below.
  }
  const word = (name, most) => (told && typeof told[name] === "string" ? told[name].trim().slice(0, most) : "");
  const title = word("title", 200), body = word("body", 2000);
  const known = title || body;
  return {
    title: title || SAFE.title,
    body: known ? body : SAFE.body,
    lang: title ? word("lang", 20) || SAFE.lang : SAFE.lang,
    tag: word("tag", 100) || "varsel",
    kind: word("kind", 40),
    loud: LOUD.includes(word("severity", 20)),
    url: ownPage(told && told.url),
  };
};

// The same message twice is one notification, and silent the second time; one of another kind sounds again.
const soundsAgain = async (message) => {
  const look = async () => {
    const shown = await self.registration.getNotifications({ tag: message.tag });
    return shown.some((one) => ((one.data && one.data.kind) || "") !== message.kind);
  };
  const late = new Promise((done) => setTimeout(done, 1000, false)); // nothing may keep the message from being shown
  return Promise.race([look().catch(() => false), late]);
};

const show = async (data) => {
  const message = read(data);
  await self.registration.showNotification(message.title, {
    body: message.body,
    tag: message.tag,
    lang: message.lang,
    renotify: await soundsAgain(message),
    requireInteraction: message.loud,
    data: { url: message.url, kind: message.kind },
  });
};

const open = async (url) => {
  const wanted = new URL(ownPage(url));
  const windows = await self.clients.matchAll({ type: "window", includeUncontrolled: true });
  const there = windows.find((one) => new URL(one.url).pathname === wanted.pathname);
  return there ? there.focus() : self.clients.openWindow(wanted.href);
};

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("push", (event) => event.waitUntil(show(event.data)));
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(open(event.notification.data && event.notification.data.url));
});
