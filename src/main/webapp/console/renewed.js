/** Runs in the hidden frame of a silent renewal: passes the provider's response to the console. */
const noClient = { authority: location.origin, client_id: "", redirect_uri: "" };
new globalThis.oidc.UserManager(noClient).signinSilentCallback();
