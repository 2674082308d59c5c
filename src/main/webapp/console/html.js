/** The rendering library: `html` is JSX as a template literal. Text is never parsed as HTML, so data cannot inject markup. */
export {
  createContext,
  html,
  render,
  useCallback,
  useContext,
  useEffect,
  useErrorBoundary,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from "./lib/standalone.module.js";
