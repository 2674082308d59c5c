import { claims } from "./token.js";

/**
 * The sign-in. The token is kept in the memory of this page only.
 *
 * @typedef {Object} Session
 * @property {string|null} token the bearer token
 * @property {string|null} name the name of the user, if known
 * @property {boolean} pasted whether the token was pasted
 */

/** Marks a tab that was signed in, so that a reload signs in again without interaction. */
const WAS_SIGNED_IN = "console.signed-in";

/** @returns {Session} the session for the configured kind of sign-in */
export function openSession(settings) {
  return settings.clientId ? new ProviderSession(settings) : new PastedSession();
}

/** Removes a token, `#token=…`, from the address and the history, and returns it; null if there is none. */
export function takeToken() {
  const [, token] = /^#token=([^&]+)/.exec(location.hash) ?? [];
  if (!token) {
    return null;
  }
  history.replaceState(null, "", "./");
  return decodeURIComponent(token);
}

/** A pasted token, outside production. */
class PastedSession {
  token = null;
  pasted = true;

  async start(token) {
    if (token) {
      this.paste(token);
    }
  }

  get name() {
    return claims(this.token)?.metadata?.system_id ?? claims(this.token)?.metadata?.clinician_id ?? null;
  }

  paste(token) {
    this.token = token.trim();
  }

  async signOut() {}

  forgetToken() {
    this.token = null;
  }
}

/** Sign-in at an OpenID Connect provider: authorization code with PKCE and silent renewal. */
class ProviderSession {
  pasted = false;
  #manager;
  #user = null;
  #idToken;

  constructor(settings) {
    const { UserManager, WebStorageStateStore, InMemoryWebStorage } = globalThis.oidc;
    const here = (file) => new URL(file, document.baseURI).href.replace(/#.*/, "");
    this.#manager = new UserManager({
      authority: settings.issuer,
      client_id: settings.clientId,
      scope: settings.scopes,
      response_type: "code",
      redirect_uri: here("./"),
      post_logout_redirect_uri: here("./"),
      silent_redirect_uri: here("renewed.html"),
      popup_redirect_uri: here("renewed.html"),
      // supported by some providers, ignored by others
      extraQueryParams: settings.audience ? { audience: settings.audience } : {},
      userStore: new WebStorageStateStore({ store: new InMemoryWebStorage() }),
      stateStore: new WebStorageStateStore({ store: sessionStorage }),
      automaticSilentRenew: true,
    });
    this.#manager.events.addUserLoaded((user) => (this.#user = user));
    this.#manager.events.addUserUnloaded(() => (this.#user = null));
  }

  get token() {
    return this.#user?.access_token ?? null;
  }

  get name() {
    const profile = this.#user?.profile;
    return profile?.name ?? profile?.preferred_username ?? profile?.email ?? null;
  }

  /**
   * Completes a sign-in after the redirect from the provider, or signs in again after a reload.
   *
   * @throws {Error} with the message of the provider
   */
  async start() {
    const response = new URLSearchParams(location.search);
    if (response.has("state") && (response.has("code") || response.has("error"))) {
      try {
        this.#user = await this.#manager.signinRedirectCallback();
        sessionStorage.setItem(WAS_SIGNED_IN, "yes");
      } finally {
        // removes the code from the history
        history.replaceState(null, "", `./${this.#user?.state ?? ""}`);
      }
    } else if (response.has("state")) {
      history.replaceState(null, "", "./"); // signed out
    } else if (sessionStorage.getItem(WAS_SIGNED_IN)) {
      await this.signIn();
    }
  }

  /** Redirects to the provider, which redirects back to the same view. */
  async signIn() {
    sessionStorage.removeItem(WAS_SIGNED_IN); // prevents a loop if the provider rejects the sign-in
    // replaced, so that the back button skips the provider
    await this.#manager.signinRedirect({ state: location.hash, redirectMethod: "replace" });
    await new Promise(() => {}); // never resolves: the browser leaves the page
  }

  /** Signs in again in another window, so that this page keeps what was typed. */
  async signInAgain() {
    this.#user = await this.#manager.signinPopup();
  }

  /** Signs out here and at the provider, if it supports that. */
  async signOut() {
    sessionStorage.removeItem(WAS_SIGNED_IN);
    const idToken = this.#idToken;
    const end = await this.#manager.metadataService.getEndSessionEndpoint().catch(() => null);
    if (end) {
      await this.#manager.signoutRedirect({ id_token_hint: idToken });
      await new Promise(() => {});
    }
  }

  forgetToken() {
    this.#idToken = this.#user?.id_token;
    this.#user = null;
    this.#manager.removeUser();
  }
}
