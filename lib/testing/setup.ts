import { AsyncLocalStorage } from "node:async_hooks";
import fc from "fast-check";
import { ownNotes } from "./notes";

ownNotes();

// The same histories every time; a failure prints the seed and the path to what failed.
fc.configureGlobal({ seed: 20_261_130 });

// As Next does when it starts: without it, the files of a worker get from Next what throws.
Object.assign(globalThis, { AsyncLocalStorage });
