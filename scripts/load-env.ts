import byDefault, * as byName from "@next/env";

// What Next reads by itself, scripts read too: the files beside package.json, over which the environment wins.
// An ES module finds the package's functions in its default export, a CommonJS module by name.
const { loadEnvConfig } = byDefault ?? byName;
loadEnvConfig(process.cwd(), process.env.NODE_ENV !== "production", {
  info: () => {},
  error: console.error,
});
