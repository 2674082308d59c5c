/** The texts of the console. A second language is a second module with the same keys. */
export { texts } from "./texts/en.js";
