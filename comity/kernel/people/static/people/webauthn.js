/* Passkeys and security keys: the browser asks the person, the answer is sent with the form.
   A form says in data- attributes what it wants; the options stand in the page as JSON (id "js_data"). */
(() => {
  "use strict";
  const trouble = document.getElementById("webauthn-trouble");
  const options = () => JSON.parse(document.getElementById("js_data").textContent);

  async function create(form) {
    const wish = options().creation_options;
    const alone = form.querySelector("input[name=passwordless]");
    if (alone) {
      const choice = wish.publicKey.authenticatorSelection;
      choice.residentKey = alone.checked ? "required" : "discouraged";
      choice.requireResidentKey = alone.checked;
      if (alone.checked) choice.userVerification = "required";
    }
    return window.webauthnJSON.create(wish);
  }

  async function login(form) {
    const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
    return window.webauthnJSON.get((await answer.json()).request_options);
  }

  const ask = { create, login, get: () => window.webauthnJSON.get(options().request_options) };

  for (const form of document.querySelectorAll("form[data-webauthn]")) {
    const button = document.getElementById(form.dataset.button);
    const credential = document.getElementById(form.dataset.credential);
    if (!window.PublicKeyCredential) {
      // Without the browser's help the button would do nothing.
      button.hidden = true;
      if (trouble && form.dataset.webauthn !== "login") trouble.hidden = false;
      continue;
    }
    button.hidden = false;
    button.addEventListener("click", async (event) => {
      event.preventDefault();
      trouble.hidden = true;
      button.disabled = true;
      try {
        credential.value = JSON.stringify(await ask[form.dataset.webauthn](form));
        form.submit();
      } catch (fault) {
        console.warn(fault);
        trouble.hidden = false;
        trouble.scrollIntoView({ block: "center" });
      }
      button.disabled = false;
    });
  }
})();
