import type { Hooks } from "./auth/hooks";

/** What your product does when a guest becomes a member, brings work along, or goes: `docs/hooks.md`. */
export const hooks: Hooks = {};
