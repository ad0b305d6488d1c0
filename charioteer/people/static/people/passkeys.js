// The one script of this site: browsers offer passkeys to scripts alone. It asks nobody but the browser, fetches
// nothing, and fills in the form that is on the page. Without it, a password and a code do the same.
(function () {
  "use strict";

  var WORDS = {
    NotAllowedError: "The passkey was not used: it was cancelled, or it took too long. Press the button to try again.",
    InvalidStateError: "This device or key holds a passkey for you already.",
    SecurityError: "This browser does not use passkeys at this address."
  };
  var OTHER = "This browser could not use a passkey here. A password and a code work without one.";

  function bytes(text) {
    var raw = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(raw, function (letter) { return letter.charCodeAt(0); });
  }

  function text(buffer) {
    var raw = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(raw).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function named(list) {
    return (list || []).map(function (one) { return Object.assign({}, one, { id: bytes(one.id) }); });
  }

  function creating(options, alone) {
    options.challenge = bytes(options.challenge);
    options.user.id = bytes(options.user.id);
    options.excludeCredentials = named(options.excludeCredentials);
    if (alone) {
      options.authenticatorSelection = Object.assign({}, options.authenticatorSelection, {
        residentKey: "required", requireResidentKey: true, userVerification: "required"
      });
    }
    return navigator.credentials.create({ publicKey: options });
  }

  function getting(options) {
    options.challenge = bytes(options.challenge);
    options.allowCredentials = named(options.allowCredentials);
    return navigator.credentials.get({ publicKey: options });
  }

  function told(found) {
    var response = {};
    ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"].forEach(function (part) {
      if (found.response[part]) { response[part] = text(found.response[part]); }
    });
    return JSON.stringify({
      id: found.id,
      rawId: text(found.rawId),
      type: found.type,
      response: response,
      clientExtensionResults: found.getClientExtensionResults()
    });
  }

  function prepare(form) {
    var said = form.querySelector("[data-passkey-said]");
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      said.textContent = "";
      if (!navigator.credentials || !window.PublicKeyCredential) { said.textContent = OTHER; return; }
      var options = JSON.parse(form.dataset.passkeyOptions).publicKey;
      var alone = form.elements.passwordless && form.elements.passwordless.checked;
      (form.dataset.passkey === "create" ? creating(options, alone) : getting(options)).then(function (found) {
        form.elements.credential.value = told(found);
        form.submit();
      }).catch(function (fault) { said.textContent = WORDS[fault.name] || OTHER; });
    });
  }

  document.querySelectorAll("form[data-passkey]").forEach(prepare);
})();
