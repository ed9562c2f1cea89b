import type { Hooks } from "@/lib/auth/core/hooks";

/** What your product does when a guest becomes a member, brings work along, or goes: `docs/build-on-it.md` has one. */
export const hooks: Hooks = {};
