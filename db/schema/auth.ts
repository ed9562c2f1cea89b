import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";

const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3 });
const createdAt = () => time("created_at").notNull().defaultNow();

/**
 * The words that a person is found by, without what PostgreSQL's own parser makes of addresses: whatever stands between
 * ASCII punctuation. A statement is written in the same words to use the index.
 */
export function userWords(name: SQLWrapper, email: SQLWrapper): SQL {
  const text = sql`lower(coalesce(${name}, '') || ' ' || coalesce(${email}, ''))`;
  return sql`array_to_tsvector(array_remove(regexp_split_to_array(${text}, '[ -/:-@\\[-\`{-~]+'), ''))`;
}

export const users = pgTable(
  "users",
  {
    id: text("id").primaryKey(),
    isAnonymous: boolean("is_anonymous").notNull(),
    email: text("email"),
    emailVerifiedAt: time("email_verified_at"),
    name: text("name"),
    image: text("image"),
    role: text("role", { enum: ["user", "admin"] })
      .notNull()
      .default("user"),
    metadata: jsonb("metadata").$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
    updatedAt: time("updated_at").notNull().defaultNow(),
    lastActiveAt: time("last_active_at").notNull().defaultNow(),
  },
  (t) => [
    // Decides who gets an address. Partial, so that guests cost it nothing and giving an address locks no foreign key.
    uniqueIndex("users_email_key").on(t.email).where(sql`${t.email} IS NOT NULL`),
    // Finds guests by how long they have been away, for the cleanup; lists them by activity.
    index("users_idle_guests_idx").on(t.lastActiveAt, t.id).where(sql`${t.isAnonymous}`),
    // Lists members by activity.
    index("users_active_members_idx").on(t.lastActiveAt, t.id).where(sql`NOT ${t.isAnonymous}`),
    // List guests and members, newest first, from wherever the page before ended; of each there may be few among many.
    index("users_newest_guests_idx").on(t.createdAt, t.id).where(sql`${t.isAnonymous}`),
    index("users_newest_members_idx").on(t.createdAt, t.id).where(sql`NOT ${t.isAnonymous}`),
    // Finds people by the beginnings of the words in their name and address. Partial, so that guests cost it nothing.
    index("users_words_idx")
      .using("gin", userWords(t.name, t.email))
      .where(sql`${t.name} IS NOT NULL OR ${t.email} IS NOT NULL`),
    // Keeps count of the admins.
    index("users_admins_idx").on(t.id).where(sql`${t.role} = 'admin'`),
    check(
      "users_guest_has_no_address",
      sql`NOT ${t.isAnonymous} OR (${t.email} IS NULL AND ${t.role} = 'user')`,
    ),
    check("users_verified_has_address", sql`${t.emailVerifiedAt} IS NULL OR ${t.email} IS NOT NULL`),
    check("users_role", sql`${t.role} IN ('user', 'admin')`),
  ],
);

export const sessions = pgTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    tokenHash: text("token_hash").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    userAgent: text("user_agent"),
    // The guest that this browser held when it signed in, and until when it may bring that guest's work along.
    guestId: text("guest_id").references(() => users.id, { onDelete: "set null" }),
    guestUntil: time("guest_until"),
    expiresAt: time("expires_at").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    // Reads the session of every request.
    uniqueIndex("sessions_token_hash_key").on(t.tokenHash),
    // Ends a user's other sessions, lists devices, follows a deleted user.
    index("sessions_user_id_idx").on(t.userId),
    // Follows a deleted guest; only rows after a sign-in that left a guest behind are in it.
    index("sessions_guest_id_idx").on(t.guestId).where(sql`${t.guestId} IS NOT NULL`),
  ],
);

/** Secrets that were replaced. Whoever still brings one is told so, and never gets a new guest for it. */
export const rotatedTokens = pgTable(
  "rotated_tokens",
  {
    tokenHash: text("token_hash").primaryKey(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    rotatedAt: time("rotated_at").notNull(),
  },
  (t) => [
    // Follows a deleted user.
    index("rotated_tokens_user_id_idx").on(t.userId),
    // Finds those that no cookie holds any more. Rows come in this order, so a BRIN costs next to nothing.
    index("rotated_tokens_rotated_at_idx").using("brin", t.rotatedAt),
  ],
);

export const passwords = pgTable("passwords", {
  userId: text("user_id")
    .primaryKey()
    .references(() => users.id, { onDelete: "cascade" }),
  hash: text("hash").notNull(),
  updatedAt: time("updated_at").notNull().defaultNow(),
});

export const accounts = pgTable(
  "accounts",
  {
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    type: text("type", { enum: ["oidc", "oauth"] }).notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    createdAt: createdAt(),
  },
  (t) => [
    // Finds the user of a social account, and decides who gets it.
    primaryKey({ columns: [t.provider, t.providerAccountId] }),
    // Lists a user's ways in, follows a deleted user.
    index("accounts_user_id_idx").on(t.userId),
  ],
);

/** Credentials of WebAuthn. Their secret never leaves the person's own device; bytes are kept in base64url. */
export const passkeys = pgTable(
  "passkeys",
  {
    id: text("id").primaryKey(),
    credentialId: text("credential_id").notNull(),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
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

/** Outlives its subjects: no foreign key. */
export const auditEvents = pgTable(
  "audit_events",
  {
    id: text("id").primaryKey(),
    type: text("type").notNull(),
    userId: text("user_id"),
    actor: text("actor").notNull(),
    details: jsonb("details").$type<Record<string, unknown>>().notNull().default({}),
    createdAt: createdAt(),
  },
  (t) => [
    // Shows everything, newest first.
    index("audit_events_newest_idx").on(t.createdAt, t.id),
    // Shows one person's trail, newest first.
    index("audit_events_user_id_idx").on(t.userId, t.createdAt, t.id),
    // Filters by kind, newest first.
    index("audit_events_type_idx").on(t.type, t.createdAt, t.id),
  ],
);

export const organizations = pgTable("organizations", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  createdAt: createdAt(),
});

export const memberships = pgTable(
  "memberships",
  {
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    userId: text("user_id")
      .notNull()
      .references(() => users.id, { onDelete: "cascade" }),
    role: text("role", { enum: ["owner", "admin", "member"] })
      .notNull()
      .default("member"),
    createdAt: createdAt(),
  },
  (t) => [
    primaryKey({ columns: [t.organizationId, t.userId] }),
    // Lists a user's organizations, follows a deleted user.
    index("memberships_user_id_idx").on(t.userId),
  ],
);

/**
 * What somebody was sent, or shown once, to bring back. A mail's secret is derived from the id when the mail is written;
 * here is its SHA-256 alone. `recovery` codes and what passkeys are asked to sign are random and have no address.
 */
export const verificationTokens = pgTable(
  "verification_tokens",
  {
    id: text("id").primaryKey(),
    purpose: text("purpose", {
      enum: [
        "verify-email",
        "change-email",
        "reset-password",
        "magic-link",
        "recovery",
        "passkey-upgrade",
        "passkey-addition",
        "passkey-sign-in",
      ],
    }).notNull(),
    tokenHash: text("token_hash").notNull(),
    userId: text("user_id").references(() => users.id, { onDelete: "cascade" }),
    // The browser that asked for a magic link, or for something to sign: its session, or, where it had none, SHA-256 of a cookie of its own.
    sessionId: text("session_id").references(() => sessions.id, { onDelete: "cascade" }),
    browserHash: text("browser_hash"),
    email: text("email"),
    name: text("name"),
    callbackUrl: text("callback_url"),
    attempts: integer("attempts").notNull().default(0),
    expiresAt: time("expires_at").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    // Finds the token that somebody brought back.
    uniqueIndex("verification_tokens_token_hash_key").on(t.tokenHash),
    // Only the newest of a purpose counts, for a user or for a browser without one; follows a deleted user.
    unique("verification_tokens_newest_key").on(t.userId, t.browserHash, t.purpose).nullsNotDistinct(),
    // Follows a session that ended.
    index("verification_tokens_session_id_idx").on(t.sessionId).where(sql`${t.sessionId} IS NOT NULL`),
    check("verification_tokens_has_holder", sql`${t.userId} IS NOT NULL OR ${t.browserHash} IS NOT NULL`),
  ],
);

/** One row: what the owner has switched on, and who changed it last. */
export const settings = pgTable(
  "settings",
  {
    id: integer("id").primaryKey().default(1),
    value: jsonb("value").$type<Record<string, unknown>>().notNull().default({}),
    version: integer("version").notNull().default(1),
    updatedAt: time("updated_at").notNull().defaultNow(),
    updatedBy: text("updated_by"),
  },
  (t) => [check("settings_single", sql`${t.id} = 1`)],
);

export const apiKeys = pgTable(
  "api_keys",
  {
    id: text("id").primaryKey(),
    name: text("name").notNull(),
    keyHash: text("key_hash").notNull(),
    scopes: text("scopes").array().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
    lastUsedAt: time("last_used_at"),
    revokedAt: time("revoked_at"),
  },
  // Finds the key that somebody brings.
  (t) => [uniqueIndex("api_keys_key_hash_key").on(t.keyHash)],
);

/** Mails to be sent, written with the change they belong to. Holds ids, never a secret: see lib/auth/secrets.ts. */
export const mailOutbox = pgTable(
  "mail_outbox",
  {
    id: text("id").primaryKey(),
    kind: text("kind").notNull(),
    recipient: text("recipient").notNull(),
    // Null in a mail that tells something and asks for nothing.
    tokenId: text("token_id"),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: time("next_attempt_at").notNull(),
    sentAt: time("sent_at"),
    createdAt: createdAt(),
  },
  // Finds what is due.
  (t) => [index("mail_outbox_due_idx").on(t.nextAttemptAt).where(sql`${t.sentAt} IS NULL`)],
);

/** What the owner's server is to be told, written with the event itself. One that has ended has been told, or given up. */
export const webhookDeliveries = pgTable(
  "webhook_deliveries",
  {
    eventId: text("event_id")
      .primaryKey()
      .references(() => auditEvents.id, { onDelete: "cascade" }),
    attempts: integer("attempts").notNull().default(0),
    dueAt: time("due_at").notNull(),
    endedAt: time("ended_at"),
    // Why the last attempt failed; null where there was none, or it went well.
    failure: text("failure"),
  },
  (t) => [
    // Finds what is due.
    index("webhook_deliveries_due_idx").on(t.dueAt).where(sql`${t.endedAt} IS NULL`),
    // Shows what is failing or was given up.
    index("webhook_deliveries_failed_idx").on(t.eventId).where(sql`${t.failure} IS NOT NULL`),
  ],
);

/** Links that let whoever holds them into an organization, until they expire. */
export const invitations = pgTable(
  "invitations",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organizations.id, { onDelete: "cascade" }),
    tokenHash: text("token_hash").notNull(),
    createdBy: text("created_by").notNull(),
    expiresAt: time("expires_at").notNull(),
    createdAt: createdAt(),
  },
  (t) => [
    // Finds the invitation that somebody brings.
    uniqueIndex("invitations_token_hash_key").on(t.tokenHash),
    // One link at a time: a new one replaces it. Follows a deleted organization.
    uniqueIndex("invitations_organization_id_key").on(t.organizationId),
  ],
);

/** Every run of the cleanup, counted in the statements that delete. One without an end was cut short. */
export const cleanupRuns = pgTable("cleanup_runs", {
  id: text("id").primaryKey(),
  actor: text("actor").notNull(),
  dryRun: boolean("dry_run").notNull(),
  // Seconds; null where no guest is ever too old.
  maxAge: bigint("max_age", { mode: "number" }),
  deleted: integer("deleted").notNull().default(0),
  remaining: integer("remaining"),
  startedAt: time("started_at").notNull(),
  finishedAt: time("finished_at"),
});

/** What became of guests on one day in UTC, counted from the audit events once the day was over. */
export const guestDays = pgTable("guest_days", {
  day: date("day").primaryKey(),
  created: integer("created").notNull(),
  // By method.
  upgraded: jsonb("upgraded").$type<Record<string, number>>().notNull(),
  // By the offer that was taken, for those who took one.
  prompted: jsonb("prompted").$type<Record<string, number>>().notNull(),
  // By seconds since the guest was created, in two significant digits.
  upgradedAfter: jsonb("upgraded_after").$type<Record<string, number>>().notNull(),
  merged: integer("merged").notNull(),
  // By reason.
  removed: jsonb("removed").$type<Record<string, number>>().notNull(),
  // Guests whose network and browser were known; those whose browser had made another that day; how many came from
  // each of the five networks that made most.
  traced: integer("traced").notNull(),
  repeated: integer("repeated").notNull(),
  networks: integer("networks").array().notNull(),
});
