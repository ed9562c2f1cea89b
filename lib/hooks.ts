import type { Hooks } from "@/lib/auth/core/hooks";

/** What your product does when a guest becomes a registered user, data is merged, or users are deleted: `docs/build-on-it.md` has one. */
export const hooks: Hooks = {};
