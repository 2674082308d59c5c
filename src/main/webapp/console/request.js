import { createContext, useContext, useEffect, useRef, useState } from "./html.js";

/** What the views share: `api`, `session`, `products`, `go` and `announce`. */
export const Console = createContext(null);

const SLOW_MILLIS = 3_000;

/**
 * Loads data for a view, anew whenever a dependency changes or the user signs in again.
 *
 * @param {function(AbortSignal, Object): Promise<any>} load receives the context of the console
 * @param {Array<string|undefined>} dependencies
 * @param {boolean} [keep] whether the data of other dependencies stay until the new ones have come
 * @returns {{data: any, fault: Error|null, busy: boolean, slow: boolean, retry: function()}}
 */
export function useRequest(load, dependencies, keep = true) {
  const shared = useContext(Console);
  const [state, setState] = useState({ data: null, fault: null, busy: true, slow: false });
  const [attempt, setAttempt] = useState(0);
  const question = JSON.stringify(dependencies);
  const answered = useRef(question);
  useEffect(() => {
    const leave = new AbortController();
    const change = (more) => leave.signal.aborted || setState((before) => ({ ...before, ...more }));
    const slow = setTimeout(() => change({ slow: true }), SLOW_MILLIS);
    const isNew = answered.current !== question;
    answered.current = question;
    change({ busy: true, slow: false, fault: null, ...(isNew && !keep ? { data: null } : {}) });
    load(leave.signal, shared)
      .then((data) => change({ data, busy: false }))
      .catch((fault) => {
        if (leave.signal.aborted) {
          return;
        }
        if (fault.status === 401) {
          shared.expire();
          return;
        }
        if (fault.status === undefined) {
          console.error(fault); // a defect of the console
        }
        change({ fault, busy: false, data: null });
      })
      .finally(() => clearTimeout(slow));
    return () => {
      clearTimeout(slow);
      leave.abort();
    };
  }, [question, attempt, shared.signIns]);
  return { ...state, retry: () => setAttempt((count) => count + 1) };
}

/** A reference to the latest value, for callbacks that outlive a rendering. */
export function useLatest(value) {
  const latest = useRef(value);
  latest.current = value;
  return latest;
}
