// Loaded before a server whose time is to be measured without the hash: the hash is there at once, and is none.
const Module = require("node:module");

const load = Module._load;
Module._load = (request, ...rest) =>
  request.startsWith("@node-rs/argon2")
    ? { hash: async () => "no hash", verify: async () => false }
    : load(request, ...rest);
