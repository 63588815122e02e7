// The console works without this. With it: passkeys, and a form that is sent once however often it is tapped.
"use strict";

const toBytes = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (sign) => sign.charCodeAt(0));
const toText = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

const known = (keys) => (keys ?? []).map((key) => ({ ...key, id: toBytes(key.id) }));

function readOptions(written) {
  const options = JSON.parse(written);
  options.challenge = toBytes(options.challenge);
  if (options.user) options.user.id = toBytes(options.user.id);
  if (options.excludeCredentials) options.excludeCredentials = known(options.excludeCredentials);
  if (options.allowCredentials) options.allowCredentials = known(options.allowCredentials);
  return options;
}

function written(credential) {
  const said = credential.response;
  const response = { clientDataJSON: toText(said.clientDataJSON) };
  for (const part of ["attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (said[part]) response[part] = toText(said[part]);
  }
  const { id, type } = credential;
  return JSON.stringify({ id, rawId: toText(credential.rawId), type, response, clientExtensionResults: {} });
}

async function askPasskey(form) {
  const into = form.elements[form.dataset.into ?? "passkey"];
  const failed = form.querySelector(".passkey-failed");
  failed.hidden = true;
  form.dataset.busy = "";
  try {
    const publicKey = readOptions(form.dataset.options);
    into.value = written(await navigator.credentials[form.dataset.passkey]({ publicKey }));
    form.submit();
  } catch {
    delete form.dataset.busy;
    failed.hidden = false;
    if ("fallback" in form.dataset) form.dataset.options = ""; // the next tap asks the server, which offers a code too
  }
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if ("busy" in form.dataset) {
    event.preventDefault();
  } else if (form.dataset.passkey && form.dataset.options) {
    event.preventDefault();
    askPasskey(form);
  } else if (!("download" in form.dataset)) { // a file leaves the page where it is, to be tapped again
    form.dataset.busy = "";
  }
});

// A page that comes back by the back button is as good as new.
addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-busy]")) delete form.dataset.busy;
});
