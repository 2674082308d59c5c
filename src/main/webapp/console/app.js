import { Frame } from "./frame.js";
import { html, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "./html.js";
import { Guard } from "./parts/states.js";
import { Products } from "./products.js";
import { Console } from "./request.js";
import { forget, go, link, parse } from "./router.js";
import { SignIn, SignInAgain } from "./signin.js";
import { texts } from "./texts.js";
import { permits } from "./token.js";
import { VIEWS } from "./views.js";

/** The whole console: the sign-in, or the frame with a view. */
export function App({ session, api, settings, message }) {
  const route = useRoute();
  const [signIns, setSignIns] = useState(session.token ? 1 : 0);
  const [expired, setExpired] = useState(false);
  const [announcement, announce] = useState("");
  const [people] = useState([]);
  const [, redraw] = useState(0);
  const products = useMemo(() => new Products(api), [signIns]);

  const signedIn = () => {
    setExpired(false);
    setSignIns((count) => count + 1);
  };
  const signOut = async () => {
    forget();
    people.splice(0);
    session.forgetToken();
    setExpired(false);
    setSignIns(0);
    history.replaceState(null, "", link("")); // no id stays in the address
    announce(texts.signIn.signedOut);
    await session.signOut();
  };
  const may = (right) => permits(session.token, right);
  const views = signIns > 0 ? VIEWS.filter((view) => view.needs.some(may)) : [];
  const view = views.find(({ name }) => name === route.view) ?? views[0];
  const expire = useCallback(() => setExpired(true), []);
  const shared = useMemo(
    () => ({ api, session, products, signIns, expire, announce, may, people, now: new Date() }),
    [api, session, products, signIns],
  );

  useTitle(signIns === 0 ? texts.signIn.title : (view?.title(route.params) ?? texts.frame.brand));
  useFocusOnNewView(view?.name, signIns);
  return html`<${Console.Provider} value=${shared}>
    ${signIns === 0
      ? html`<${SignIn} session=${session} message=${message} done=${signedIn} settings=${settings} />`
      : html`<${Frame}
          views=${views.filter((one) => one.inMenu)}
          current=${view?.name}
          session=${session}
          settings=${settings}
          signOut=${signOut}
          redraw=${() => redraw((count) => count + 1)}
          search=${may("read:gdm_telemetry_all") && view?.name !== "start"}
        >
          ${view
            ? html`<${Guard} key=${view.name} address=${JSON.stringify(route)}>
                <${view.component} params=${route.params} set=${(params) => go(link(view.name, params))} />
              <//>`
            : html`<h1>${texts.faults.title}</h1>
                <p>${texts.faults.forbidden}</p>`}
        <//>`}
    ${expired && html`<${SignInAgain} session=${session} done=${signedIn} signOut=${signOut} />`}
    <p class="hidden" role="status">${announcement}</p>
  <//>`;
}

function useRoute() {
  const [route, setRoute] = useState(() => parse(location.hash));
  useEffect(() => {
    const changed = () => {
      if (location.hash.startsWith("#token=")) {
        location.reload(); // a start reads the token and removes it
        return;
      }
      setRoute(parse(location.hash));
    };
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  return route;
}

function useTitle(title) {
  useEffect(() => {
    document.title = `${title} – ${texts.frame.brand}`;
  }, [title]);
}

/** Moves the focus to the heading of a new view, unless the view has set it itself. */
function useFocusOnNewView(name, signIns) {
  const first = useRef(true);
  // before the next key: otherwise the focus would leave a field that the user has just entered
  useLayoutEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    scrollTo(0, 0);
    if (!document.activeElement?.closest("main, input")) {
      document.querySelector("main h1")?.focus({ preventScroll: true });
    }
  }, [name, signIns > 0]);
}
