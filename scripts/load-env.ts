import nextEnv from "@next/env";

// What Next reads by itself, scripts read too: the files beside package.json, over which the environment wins.
const quiet = { info: () => {}, error: console.error };
nextEnv.loadEnvConfig(process.cwd(), process.env.NODE_ENV !== "production", quiet);
