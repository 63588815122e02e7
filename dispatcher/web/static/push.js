"use strict";
// Signs this browser up for push, changes its areas and language, and takes it off again. What is said to the person
// stands in the page, in their language; nothing is kept here but what the browser itself keeps: its subscription.
(() => {
  const form = document.getElementById("push");
  const root = new URL(form.dataset.root, location.href);
  const at = (path) => new URL(path, root).href;
  const button = (act) => form.querySelector(`[data-act=${act}]`);

  const say = (state) => {
    for (const one of document.querySelectorAll("[data-state]")) one.hidden = one.dataset.state !== state;
  };
  const draw = (on, state) => {
    button("on").hidden = on;
    button("change").hidden = button("off").hidden = !on;
    say(state);
  };

  const toBytes = (text) =>
    Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
  const send = async (method, body) => {
    const headers = { "Content-Type": "application/json" };
    const answer = await fetch(at("push/subscriptions"), { method, headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(String(answer.status));
  };
  const wishes = () => {
    const chosen = new FormData(form);
    return { areas: chosen.getAll("areas").flatMap((keys) => keys.split(" ")), language: chosen.get("language") };
  };
  const registered = async () => {
    await navigator.serviceWorker.register(at("sw.js"), { scope: root.pathname });
    return navigator.serviceWorker.ready;
  };

  const fresh = async (manager) => {
    const { key } = await (await fetch(at("push/key"))).json();
    const options = { userVisibleOnly: true, applicationServerKey: toBytes(key) };
    try {
      return await manager.subscribe(options);
    } catch (error) {
      // Signed up under another key of ours, long ago: that one is worth nothing any more.
      const old = error.name === "InvalidStateError" ? await manager.getSubscription() : null;
      if (!old) throw error;
      await old.unsubscribe();
      return manager.subscribe(options);
    }
  };

  const turnOn = async () => {
    const { pushManager } = await registered();
    const before = await pushManager.getSubscription();
    const subscription = before || (await fresh(pushManager));
    try {
      await send("POST", { ...subscription.toJSON(), ...wishes() });
    } catch (error) {
      if (!before) await subscription.unsubscribe();
      throw error;
    }
    draw(true, before ? "saved" : "on");
  };

  const turnOff = async () => {
    const subscription = await (await registered()).pushManager.getSubscription();
    if (subscription) {
      await send("DELETE", { endpoint: subscription.endpoint });
      await subscription.unsubscribe();
    }
    draw(false, "gone");
  };

  const trying = async (act) => {
    for (const one of form.querySelectorAll("button")) one.disabled = true;
    try {
      await act();
    } catch {
      say(Notification.permission === "denied" ? "denied" : "failed");
    } finally {
      for (const one of form.querySelectorAll("button")) one.disabled = false;
    }
  };

  const start = async () => {
    if (!("serviceWorker" in navigator && "PushManager" in window && "Notification" in window)) {
      say("unable");
      return;
    }
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      // Asked first and by the touch itself: some browsers take no later question for the person's own.
      trying(async () => {
        if ((await Notification.requestPermission()) !== "granted") throw new Error("permission");
        await turnOn();
      });
    });
    button("off").addEventListener("click", () => trying(turnOff));
    const known = await navigator.serviceWorker.getRegistration(root.pathname);
    const subscription = known && (await known.pushManager.getSubscription());
    draw(Boolean(subscription), subscription ? "on" : "off");
    form.hidden = false;
  };
  start().catch(() => say("unable"));
})();
