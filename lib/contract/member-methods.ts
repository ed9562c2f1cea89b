import { socialProviders } from "./social";

/** By what somebody becomes a member. */
export const memberMethods = ["password", "magic-link", "reset", "passkey", ...socialProviders] as const;
export type MemberMethod = (typeof memberMethods)[number];
