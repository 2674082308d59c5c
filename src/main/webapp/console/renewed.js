/** Runs in the hidden frame in which a sign-in is renewed: hands the provider's answer to the page around it. */
const nobody = { authority: location.origin, client_id: "", redirect_uri: "" };
new globalThis.oidc.UserManager(nobody).signinSilentCallback();
