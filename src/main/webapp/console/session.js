/**
 * Who asks. The token is kept in the memory of this page only, and gone when it is closed.
 *
 * @typedef {Object} Session
 * @property {string|null} token what the service is asked with
 * @property {string|null} name who is signed in, as far as it is known
 * @property {boolean} pasted whether a token is pasted rather than got by signing in
 */

/** Says that this tab was signed in, so that after a reload the provider is asked without a click; nothing else is kept. */
const WAS_SIGNED_IN = "console.signed-in";

/** @returns {Session} how people sign in to this service */
export function openSession(settings) {
  return settings.clientId ? new ProviderSession(settings) : new PastedSession();
}

/** By a token from elsewhere, outside production. */
class PastedSession {
  token = null;
  name = null;
  pasted = true;

  async start() {}

  paste(token) {
    this.token = token.trim();
  }

  async signOut() {
    this.token = null;
  }

  drop() {
    this.token = null;
  }
}

/** At an OpenID Connect provider: authorization code with PKCE, renewed before it ends. */
class ProviderSession {
  pasted = false;
  #manager;
  #user = null;

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
      // some providers take this service's name here; others ignore it
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
   * Ends a sign-in that comes back from the provider, or begins one in a tab that had one.
   *
   * @throws {Error} with what the provider says, when it refused
   */
  async start() {
    const answer = new URLSearchParams(location.search);
    if (answer.has("state") && (answer.has("code") || answer.has("error"))) {
      try {
        this.#user = await this.#manager.signinRedirectCallback();
        sessionStorage.setItem(WAS_SIGNED_IN, "yes");
      } finally {
        // the code is used up, and is nothing to keep in the history
        history.replaceState(null, "", `./${this.#user?.state ?? ""}`);
      }
    } else if (answer.has("state")) {
      history.replaceState(null, "", "./"); // signed out
    } else if (sessionStorage.getItem(WAS_SIGNED_IN)) {
      await this.signIn();
    }
  }

  /** Goes to the provider, and comes back to the same view. */
  async signIn() {
    sessionStorage.removeItem(WAS_SIGNED_IN); // a provider that refuses is not asked again and again
    // in the place of this page, so that the back button does not lead through the provider
    await this.#manager.signinRedirect({ state: location.hash, redirectMethod: "replace" });
    await new Promise(() => {}); // the page is left
  }

  /** Here, and at the provider if it knows how. */
  async signOut() {
    sessionStorage.removeItem(WAS_SIGNED_IN);
    const idToken = this.#user?.id_token;
    this.drop();
    const end = await this.#manager.metadataService.getEndSessionEndpoint().catch(() => null);
    if (end) {
      await this.#manager.signoutRedirect({ id_token_hint: idToken });
      await new Promise(() => {});
    }
  }

  /** Forgets a token that is not taken any more. */
  drop() {
    this.#user = null;
    this.#manager.removeUser();
  }
}
