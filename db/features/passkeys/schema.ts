import { bigint, boolean, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { createdAt, type Ownership, time } from "../../columns";
import { userId } from "../../core/schema";

export const passkeys = pgTable(
  "passkeys",
  {
    id: text("id").primaryKey(),
    credentialId: text("credential_id").notNull(),
    userId: userId(),
    name: text("name"),
    publicKey: text("public_key").notNull(),
    // How often it has signed, where it counts; 0 where it does not.
    signCount: bigint("sign_count", { mode: "number" }).notNull(),
    transports: text("transports").array().notNull(),
    // Whether it may be copied to another device, which never changes, and whether it has been.
    backupEligible: boolean("backup_eligible").notNull(),
    backedUp: boolean("backed_up").notNull(),
    createdAt: createdAt(),
    lastUsedAt: time("last_used_at"),
  },
  (t) => [
    // Finds the passkey that somebody signs in with, and decides whose it is.
    uniqueIndex("passkeys_credential_id_key").on(t.credentialId),
    // Lists a user's passkeys, follows a deleted user.
    index("passkeys_user_id_idx").on(t.userId),
  ],
);

/** Passkeys belong to a user, and stay with them. */
export const passkeyOwnership: readonly Ownership[] = [
  { column: passkeys.userId, onMerge: "drop", countedAs: null, exportedAs: "passkeys", protects: null },
];
