// Passkeys: asks the browser for one, and sends what it answers as a form. All words come from the page.
const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const text = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=/g, "");

const known = (list) => list?.map((one) => ({ ...one, id: bytes(one.id) }));
const ask = {
  create: ({ publicKey: o }) =>
    navigator.credentials.create({
      publicKey: {
        ...o,
        challenge: bytes(o.challenge),
        user: { ...o.user, id: bytes(o.user.id) },
        excludeCredentials: known(o.excludeCredentials),
      },
    }),
  get: ({ publicKey: o }) =>
    navigator.credentials.get({
      publicKey: { ...o, challenge: bytes(o.challenge), allowCredentials: known(o.allowCredentials) },
    }),
};

const answer = (credential) => {
  const { id, rawId, type, response } = credential;
  const parts = ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"];
  const given = parts.filter((part) => response[part]).map((part) => [part, text(response[part])]);
  const clientExtensionResults = credential.getClientExtensionResults();
  return { id, rawId: text(rawId), type, response: Object.fromEntries(given), clientExtensionResults };
};

const options = async ({ dataset, children }) => {
  const written = [...children].find(({ type }) => type === "application/json");
  if (written) return JSON.parse(written.textContent);
  const asked = await fetch(dataset.optionsUrl, { headers: { Accept: "application/json" } });
  return (await asked.json()).request_options;
};

// browsers give passkeys to names such as localhost, not to numbers such as 127.0.0.1
const possible = "PublicKeyCredential" in window && !/^[\d.]+$|:/.test(location.hostname);
for (const form of document.querySelectorAll("form[data-passkey]")) {
  form.hidden = !possible;
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const said = form.querySelector("[role=status]");
    said.textContent = "";
    try {
      const credential = await ask[form.dataset.passkey](await options(form));
      form.elements.credential.value = JSON.stringify(answer(credential));
      form.submit();
    } catch {
      said.textContent = said.dataset.failed;
    }
  });
}
for (const line of document.querySelectorAll("[data-no-passkeys]")) line.hidden = possible;
