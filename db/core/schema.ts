import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import { createdAt, time } from "../columns";

export function userText(name: SQLWrapper, email: SQLWrapper): SQL {
  return sql`(' ' || regexp_replace(lower(coalesce(${name}, '') || ' ' || coalesce(${email}, '')), '[ -/:-@\\[-\`{-~]+', ' ', 'g'))`;
}

export function userPairs(name: SQLWrapper, email: SQLWrapper): SQL {
  const text = userText(name, email);
  const pairsOf = (part: SQL) => sql`string_to_array(regexp_replace(${part}, '(..)(?=.)', '\\1|', 'g'), '|')`;
  return sql`(${pairsOf(text)} || ${pairsOf(sql`substr(${text}, 2)`)})`;
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
    // When ADMIN_EMAILS made this user an admin, once: a later demotion lasts.
    adminGrantedAt: time("admin_granted_at"),
  },
  (t) => [
    // Decides who gets an address. Partial, so that guests cost it nothing and giving an address locks no foreign key.
    uniqueIndex("users_email_key").on(t.email).where(sql`${t.email} IS NOT NULL`),
    // Finds guests by how long they have been away, for the cleanup; lists them by activity.
    index("users_idle_guests_idx").on(t.lastActiveAt, t.id).where(sql`${t.isAnonymous}`),
    // Lists registered users by activity.
    index("users_active_members_idx").on(t.lastActiveAt, t.id).where(sql`NOT ${t.isAnonymous}`),
    // List guests and registered users, newest first, after a cursor; of each kind there may be few among many.
    index("users_newest_guests_idx").on(t.createdAt, t.id).where(sql`${t.isAnonymous}`),
    index("users_newest_members_idx").on(t.createdAt, t.id).where(sql`NOT ${t.isAnonymous}`),
    // Finds people by any part of their name or address. Partial, so that guests cost it nothing.
    index("users_words_idx")
      .using("gin", userPairs(t.name, t.email))
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

/** The user that a row belongs to, and goes with. */
export const userId = (name = "user_id") =>
  text(name)
    .notNull()
    .references(() => users.id, { onDelete: "cascade" });

export const sessions = pgTable(
  "sessions",
  {
    id: text("id").primaryKey(),
    tokenHash: text("token_hash").notNull(),
    userId: userId(),
    userAgent: text("user_agent"),
    // Roughly where it began, in words; null where nobody says.
    place: text("place"),
    // The guest that this browser held when it signed in, and until when it may bring that guest's work along.
    guestId: text("guest_id").references(() => users.id, { onDelete: "set null" }),
    guestUntil: time("guest_until"),
    expiresAt: time("expires_at").notNull(),
    // When it ends however active; null for a guest's, which is the only way to the guest's data.
    endsAt: time("ends_at"),
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

export const rotatedTokens = pgTable(
  "rotated_tokens",
  {
    tokenHash: text("token_hash").primaryKey(),
    userId: userId(),
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
  userId: userId().primaryKey(),
  hash: text("hash").notNull(),
  updatedAt: time("updated_at").notNull().defaultNow(),
});

export const accounts = pgTable(
  "accounts",
  {
    // The default is for rows that are older than this column.
    id: text("id")
      .notNull()
      .default(sql`'acc_' || upper(substr(replace(gen_random_uuid()::text, '-', ''), 1, 26))`),
    provider: text("provider").notNull(),
    providerAccountId: text("provider_account_id").notNull(),
    type: text("type", { enum: ["oidc", "oauth"] }).notNull(),
    userId: userId(),
    // What @auth/drizzle-adapter has columns for. They stay empty: no token of a provider is kept.
    refresh_token: text("refresh_token"),
    access_token: text("access_token"),
    expires_at: integer("expires_at"),
    token_type: text("token_type"),
    scope: text("scope"),
    id_token: text("id_token"),
    session_state: text("session_state"),
    createdAt: createdAt(),
  },
  (t) => [
    // Finds the user of a social account, and decides who gets it.
    primaryKey({ columns: [t.provider, t.providerAccountId] }),
    // Lists a user's accounts, follows a deleted user.
    index("accounts_user_id_idx").on(t.userId),
    // Finds the account that somebody disconnects.
    uniqueIndex("accounts_id_key").on(t.id),
  ],
);

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
    // Filters by kind, newest first; finds what webhooks are to send, and counts guests by day.
    index("audit_events_type_idx").on(t.type, t.createdAt, t.id),
  ],
);

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
        "oauth-return",
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
    // A used one is kept until it expires, so that the request that used it can be answered again.
    usedAt: time("used_at"),
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
    // The key's first characters, to tell it by; null for a key from before they were kept.
    prefix: text("prefix"),
    scopes: text("scopes").array().notNull(),
    createdBy: text("created_by").notNull(),
    createdAt: createdAt(),
    lastUsedAt: time("last_used_at"),
    expiresAt: time("expires_at"),
    revokedAt: time("revoked_at"),
  },
  // Finds the key that somebody brings.
  (t) => [uniqueIndex("api_keys_key_hash_key").on(t.keyHash)],
);

export const mailOutbox = pgTable(
  "mail_outbox",
  {
    id: text("id").primaryKey(),
    kind: text("kind", {
      enum: [
        "verify-email",
        "change-email",
        "reset-password",
        "magic-link",
        "password-changed",
        "email-change-asked",
        "account-linked",
        "account-unlinked",
        "passkey-added",
        "passkey-removed",
        // An email of the product's own, as lib/features/mails.ts has it.
        "product",
      ],
    }).notNull(),
    recipient: text("recipient").notNull(),
    // Null in a mail that tells something and asks for nothing. Of an email of the product, the id of what it is about.
    tokenId: text("token_id"),
    attempts: integer("attempts").notNull().default(0),
    nextAttemptAt: time("next_attempt_at").notNull(),
    sentAt: time("sent_at"),
    // Why it was given up at once: the status code with which the server refused the recipient, or SMTPUTF8. Null otherwise.
    refusal: text("refusal"),
    createdAt: createdAt(),
  },
  (t) => [
    // Finds what is due.
    index("mail_outbox_due_idx").on(t.nextAttemptAt).where(sql`${t.sentAt} IS NULL`),
    // Counts what has gone to an address lately.
    index("mail_outbox_recipient_idx").on(t.recipient, t.createdAt),
  ],
);

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

/** Calls that were let through, by limit and caller, while they count. The last resort before a process's own memory. */
export const rateLimits = pgTable(
  "rate_limits",
  {
    key: text("key").primaryKey(),
    times: time("times").array().notNull(),
    // The call that was let through last, by which it knows that it was.
    lastCall: text("last_call").notNull(),
    expiresAt: time("expires_at").notNull(),
  },
  // Finds counters that count nothing any more.
  (t) => [index("rate_limits_expires_at_idx").on(t.expiresAt)],
);
