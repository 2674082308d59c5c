/** Passes the provider's response to the console, from the hidden frame of a silent renewal or from the window of a new sign-in. */
const manager = new globalThis.oidc.UserManager({ authority: location.origin, client_id: "", redirect_uri: "" });
if (window.opener) {
  manager.signinPopupCallback();
} else {
  manager.signinSilentCallback();
}
