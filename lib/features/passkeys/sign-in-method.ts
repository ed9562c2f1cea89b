import { sql } from "drizzle-orm";
import { passkeys } from "@/db/schema";
import type { Credentials } from "@/lib/auth/core/credentials";

/** Each passkey is something to sign in by. */
export const passkeyCredentials: Credentials = {
  id: passkeys.id,
  userId: passkeys.userId,
  name: sql`'passkey'`,
  addedAt: passkeys.createdAt,
  removal: {
    event: "passkey.removed",
    notice: "passkey-removed",
    details: { passkeyId: passkeys.id },
    onlyMethod: "This is your only way to sign in. Add another passkey first.",
  },
};
