import type { Ownership } from "./columns";
import * as s from "./core/schema";
import { organizationOwnership } from "./features/organizations/schema"; // eject: organizations
import { passkeyOwnership } from "./features/passkeys/schema"; // eject: passkeys
import { productOwnership } from "./product/ownership";

/** Every column that references `users`. A test reads the database's own catalogue and fails where one is missing. */
export const ownership: Ownership[] = [
  ...productOwnership,
  ...organizationOwnership, // eject: organizations
  ...passkeyOwnership, // eject: passkeys
  { column: s.sessions.userId, onMerge: "drop", countedAs: null, exportedAs: "sessions", protects: null },
  { column: s.sessions.guestId, onMerge: "drop", countedAs: null, exportedAs: null, protects: null },
  // A secret that was replaced stays replaced, whoever has the user's data now.
  { column: s.rotatedTokens.userId, onMerge: "move", countedAs: null, exportedAs: null, protects: null },
  { column: s.passwords.userId, onMerge: "drop", countedAs: null, exportedAs: null, protects: null },
  { column: s.accounts.userId, onMerge: "drop", countedAs: null, exportedAs: "accounts", protects: null },
  { column: s.verificationTokens.userId, onMerge: "drop", countedAs: null, exportedAs: null, protects: null },
];
