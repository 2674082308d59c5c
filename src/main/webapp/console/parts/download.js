import { save } from "../csv.js";
import { size } from "../formats.js";
import { html, useContext, useEffect, useRef, useState } from "../html.js";
import { Console } from "../request.js";
import { texts } from "../texts.js";

/**
 * A button for a file. It shows how much has come, and can be cancelled.
 *
 * @param {Object} properties
 * @param {string} properties.label
 * @param {string} [properties.name] what the file has, for screen readers
 * @param {string} properties.file the name of the file
 * @param {function(AbortSignal, function(number)): (Blob|Promise<Blob>)} properties.make
 */
export function Download({ label, file, make, name }) {
  const [bytes, setBytes] = useState(null);
  const [fault, setFault] = useState(null);
  const { announce, expire } = useContext(Console);
  const work = useRef(null);
  useEffect(() => () => work.current?.abort(), []);
  const start = async () => {
    work.current = new AbortController();
    setBytes(0);
    setFault(null);
    try {
      save(await make(work.current.signal, setBytes), file);
      announce(texts.download.done(file));
    } catch (reason) {
      if (work.current.signal.aborted) {
        announce(texts.download.cancelled);
      } else if (reason.status === 401) {
        expire();
      } else {
        setFault(reason);
      }
    } finally {
      setBytes(null);
    }
  };
  return html`<span class="download">
    ${bytes === null
      ? html`<button type="button" aria-label=${name && `${label}: ${name}`} onClick=${start}>${label}</button>`
      : html`<button type="button" onClick=${() => work.current.abort()}>
          ${texts.download.cancel}<span class="muted"> ${size(bytes)}</span>
        </button>`}
    ${fault && html`<small class="bad-text" role="alert">${fault.message} ${fault.requestId}</small>`}
  </span>`;
}
