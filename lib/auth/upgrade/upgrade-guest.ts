import { and, eq, exists, gt, isNotNull, ne, type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { preparedQuery } from "@/db/prepared";
import {
  accounts,
  auditEvents,
  mailOutbox,
  passwords,
  rotatedTokens,
  sessions,
  users,
  verificationTokens,
} from "@/db/schema";
import type { Result } from "@/lib/api/result";
import { fail, ok } from "@/lib/api/result";
import type { SignedIn } from "@/lib/api/shapes";
import type { UpgradeMethod } from "@/lib/api/social";
import type { Context } from "@/lib/auth/core/context";
import { callHook } from "@/lib/auth/core/hooks";
import { newId } from "@/lib/auth/core/ids";
import { oneRow } from "@/lib/auth/core/users";
import { canGetMail, mailCountedSince } from "@/lib/auth/email/mail-limit";
import { mailedTokenValues } from "@/lib/auth/email/mailed-tokens";
import { readSession, sessionError, sessionTimes } from "@/lib/auth/session/session";
import type { NewAccount } from "@/lib/auth/social/account-tokens";

/** By what a guest becomes a registered user. An address is `verified` where its mailbox was proven. */
export type Credential =
  | { kind: "password"; email: string; name: string | null; hash: string }
  | (NewAccount & {
      kind: "account";
      method: UpgradeMethod;
      verifiedEmail: string | null;
      name: string | null;
      image: string | null;
    })
  | { kind: "email"; method: UpgradeMethod; verifiedEmail: string; name: string | null }
  /** The credential's own row is written by the feature that has it, in the same transaction. */
  | { kind: "other"; method: UpgradeMethod };

const p = sql.placeholder;
const time = (name: string) => sql<Date>`${p(name)}::timestamptz`.mapWith(users.createdAt);
const text = (name: string) => sql<string>`${p(name)}::text`;

const none = (type: string) => sql<null>`NULL::${sql.raw(type)}`;

/**
 * The upgrade of whichever guest the presented session belongs to, in one statement: the user, the credential, the session's new secret,
 * the end of all other sessions and of what was pending, the events, the email. It locks the user before the session, as everywhere.
 */
function upgradeStatement(db: Db, kind: Credential["kind"]) {
  const presented = db.$with("presented").as(
    db
      .select({
        sessionId: sql<string>`${sessions.id}`.as("session_id"),
        userId: sql<string>`${users.id}`.as("presented_user_id"),
        wasGuest: sql<boolean>`${users.isAnonymous}`.as("was_guest"),
      })
      .from(sessions)
      .innerJoin(users, eq(users.id, sessions.userId))
      .where(eq(sessions.tokenHash, p("presented")))
      .for("no key update", { of: users }),
  );
  // A session that was ended or renewed meanwhile holds nothing.
  const held = db.$with("held").as(
    db
      .select({ heldId: sql<string>`${sessions.id}`.as("held_id") })
      .from(sessions)
      .innerJoin(presented, eq(presented.sessionId, sessions.id))
      .where(
        and(eq(sessions.tokenHash, p("presented")), gt(sessions.expiresAt, time("now")), presented.wasGuest),
      )
      .for("update", { of: sessions }),
  );
  const upgraded = db.$with("upgraded").as(
    db
      .update(users)
      .set({
        isAnonymous: false,
        email: text("email"),
        emailVerifiedAt: time("verifiedAt"),
        name: sql`coalesce(${users.name}, ${text("name")})`,
        image: sql`coalesce(${users.image}, ${text("image")})`,
        updatedAt: time("now"),
        lastActiveAt: time("now"),
      })
      .where(
        and(
          sql`${users.id} = (SELECT presented_user_id FROM ${presented})`,
          users.isAnonymous,
          exists(db.select({ one: sql`1` }).from(held)),
        ),
      )
      .returning(),
  );
  const session = db.$with("renewed").as(
    db
      .update(sessions)
      .set({ tokenHash: text("tokenHash"), expiresAt: time("expiresAt"), endsAt: time("endsAt") })
      .where(
        and(
          sql`${sessions.id} = (SELECT held_id FROM ${held})`,
          exists(db.select({ one: sql`1` }).from(upgraded)),
        ),
      )
      .returning(),
  );
  const rotated = db.$with("rotated").as(
    db.insert(rotatedTokens).select(
      db
        .select({
          tokenHash: text("presented").as("token_hash"),
          userId: upgraded.id,
          rotatedAt: time("now").as("rotated_at"),
        })
        .from(upgraded),
    ),
  );
  const ended = db
    .$with("ended")
    .as(
      db
        .delete(sessions)
        .where(
          and(
            sql`${sessions.userId} = (SELECT id FROM ${upgraded})`,
            sql`${sessions.id} <> (SELECT held_id FROM ${held})`,
          ),
        ),
    );
  const pending = db
    .$with("pending")
    .as(
      db
        .delete(verificationTokens)
        .where(
          and(
            sql`${verificationTokens.userId} = (SELECT id FROM ${upgraded})`,
            ne(verificationTokens.purpose, "verify-email"),
            sql`${verificationTokens.usedAt} IS NULL`,
          ),
        ),
    );
  const event = (name: string, type: "user.upgraded" | "user.email_verified", details: SQL, when?: SQL) =>
    db.$with(name).as(
      db.insert(auditEvents).select(
        db
          .select({
            id: text(`${name}Id`).as("id"),
            type: sql<string>`${type}::text`.as("type"),
            userId: upgraded.id,
            actor: sql<string>`${upgraded.id}`.as("actor"),
            details: details.as("details"),
            createdAt: time("now").as("created_at"),
          })
          .from(upgraded)
          .where(when),
      ),
    );
  const prompt = sql`CASE WHEN jsonb_typeof(${upgraded.metadata}->'upgradePrompt') = 'string'
    THEN jsonb_build_object('prompt', ${upgraded.metadata}->'upgradePrompt') ELSE '{}'::jsonb END`;
  const method = sql`jsonb_build_object('method', ${text("method")})`;
  const common = [
    presented,
    held,
    upgraded,
    session,
    rotated,
    ended,
    pending,
    event("verification", "user.email_verified", method, isNotNull(upgraded.emailVerifiedAt)),
    event("upgrade", "user.upgraded", sql`${method} || ${prompt}`),
  ];
  const password = db.$with("password").as(
    db.insert(passwords).select(
      db
        .select({
          userId: upgraded.id,
          hash: text("hash").as("hash"),
          updatedAt: time("now").as("updated_at"),
        })
        .from(upgraded),
    ),
  );
  const account = db.$with("account").as(
    db.insert(accounts).select(
      db
        .select({
          id: text("accountId").as("id"),
          provider: text("provider").as("provider"),
          providerAccountId: text("providerAccountId").as("provider_account_id"),
          type: sql<"oidc" | "oauth">`${p("type")}::text`.as("type"),
          userId: upgraded.id,
          refresh_token: text("refreshToken").as("refresh_token"),
          access_token: text("accessToken").as("access_token"),
          expires_at: sql<number>`${p("tokenExpiresAt")}::integer`.as("expires_at"),
          token_type: text("tokenType").as("token_type"),
          scope: text("scope").as("scope"),
          id_token: text("idToken").as("id_token"),
          session_state: text("sessionState").as("session_state"),
          createdAt: time("now").as("created_at"),
        })
        .from(upgraded),
    ),
  );
  const token = db.$with("token").as(
    db
      .insert(verificationTokens)
      .select(
        db
          .select({
            id: text("tokenId").as("id"),
            purpose: sql<"verify-email">`'verify-email'::text`.as("purpose"),
            tokenHash: text("mailTokenHash").as("token_hash"),
            userId: upgraded.id,
            sessionId: none("text").as("session_id"),
            browserHash: none("text").as("browser_hash"),
            email: upgraded.email,
            name: none("text").as("name"),
            callbackUrl: none("text").as("callback_url"),
            attempts: sql<number>`0`.as("attempts"),
            expiresAt: time("mailExpiresAt").as("expires_at"),
            usedAt: none("timestamptz").as("used_at"),
            createdAt: time("now").as("created_at"),
          })
          .from(upgraded),
      )
      .onConflictDoUpdate({
        target: [verificationTokens.userId, verificationTokens.browserHash, verificationTokens.purpose],
        set: Object.fromEntries(
          (["id", "tokenHash", "email", "attempts", "expiresAt", "usedAt", "createdAt"] as const).map(
            (key) => [key, sql`excluded.${sql.identifier(verificationTokens[key].name)}`],
          ),
        ),
      })
      .returning({ tokenId: verificationTokens.id, recipient: verificationTokens.email }),
  );
  const mail = db.$with("mail").as(
    db.insert(mailOutbox).select(
      db
        .select({
          id: text("mailId").as("id"),
          kind: sql<"verify-email">`'verify-email'::text`.as("kind"),
          recipient: sql<string>`${token.recipient}`.as("recipient"),
          tokenId: token.tokenId,
          attempts: sql<number>`0`.as("attempts"),
          nextAttemptAt: time("now").as("next_attempt_at"),
          sentAt: none("timestamptz").as("sent_at"),
          refusal: none("text").as("refusal"),
          createdAt: time("now").as("created_at"),
        })
        .from(token)
        .where(canGetMail(db, token.recipient, time("mailsSince"))),
    ),
  );
  const own = { password: [password, token, mail], account: [account], email: [], other: [] }[kind];
  return db
    .with(...common, ...own)
    .select({
      userId: upgraded.id,
      name: upgraded.name,
      image: upgraded.image,
      role: upgraded.role,
      metadata: upgraded.metadata,
      userCreatedAt: upgraded.createdAt,
      sessionId: session.id,
      sessionCreatedAt: session.createdAt,
    })
    .from(oneRow)
    .leftJoin(upgraded, sql`true`)
    .leftJoin(session, sql`true`);
}

const statements = {
  password: preparedQuery("upgrade_by_password", (db) => upgradeStatement(db, "password")),
  account: preparedQuery("upgrade_by_account", (db) => upgradeStatement(db, "account")),
  email: preparedQuery("upgrade_by_email", (db) => upgradeStatement(db, "email")),
  other: preparedQuery("upgrade_by_other", (db) => upgradeStatement(db, "other")),
};

/**
 * Turns the guest of the presented session into a registered user, in place, by any credential: same user id, same session id, a new
 * secret; the guest's other sessions and pending links end. An existing name is kept. The only place where a guest becomes a user. The
 * hook of an upgrade runs in the transaction that `ctx.db` is.
 * Errors: USER_NOT_ANONYMOUS and those of `sessionError`. Throws a unique violation where the address or the account is somebody else's.
 */
export async function upgradeGuest(ctx: Context, credential: Credential): Promise<Result<SignedIn>> {
  const { token, tokenHash } = ctx.newSecret();
  const now = ctx.clock();
  const email = credential.kind === "password" ? credential.email : verifiedEmailOf(credential);
  const isVerified = credential.kind !== "password" && email !== null;
  const method = credential.kind === "password" ? "password" : credential.method;
  const mailed = mailedTokenValues(ctx, "verify-email");
  const times = sessionTimes(ctx.config, false, now);
  const [row] = await statements[credential.kind](ctx.db).execute({
    presented: ctx.tokenHash,
    tokenHash,
    email,
    verifiedAt: isVerified ? now.toISOString() : null,
    name: null,
    image: null,
    ...(credential.kind === "password" && {
      name: credential.name,
      hash: credential.hash,
      tokenId: mailed.tokenId,
      mailId: mailed.mailId,
      mailTokenHash: mailed.tokenHash,
      mailExpiresAt: mailed.expiresAt.toISOString(),
      mailsSince: mailCountedSince(now).toISOString(),
    }),
    ...(credential.kind === "account" && {
      name: credential.name,
      image: credential.image,
      accountId: newId("acc"),
      provider: credential.provider,
      providerAccountId: credential.providerAccountId,
      type: credential.type,
      refreshToken: credential.refresh_token ?? null,
      accessToken: credential.access_token ?? null,
      tokenExpiresAt: credential.expires_at ?? null,
      tokenType: credential.token_type ?? null,
      scope: credential.scope ?? null,
      idToken: credential.id_token ?? null,
      sessionState: credential.session_state ?? null,
    }),
    ...(credential.kind === "email" && { name: credential.name }),
    method,
    upgradeId: newId("aud"),
    verificationId: newId("aud"),
    now: now.toISOString(),
    expiresAt: times.expiresAt.toISOString(),
    endsAt: times.endsAt?.toISOString(),
  });
  if (row?.userId && row.sessionId && row.role && row.userCreatedAt && row.sessionCreatedAt) {
    const { userId, sessionId, name, image, role, metadata, userCreatedAt, sessionCreatedAt } = row;
    await callHook(ctx, "upgraded", { userId, method });
    return ok({
      user: {
        id: userId,
        isAnonymous: false,
        email,
        emailVerified: isVerified,
        name,
        image,
        role,
        metadata: metadata ?? {},
        createdAt: userCreatedAt,
        updatedAt: now,
        lastActiveAt: now,
      },
      session: { id: sessionId, userId, expiresAt: times.expiresAt, createdAt: sessionCreatedAt, token },
    });
  }
  // Read anew: of two upgrades at once, the later one finds the secret replaced.
  const lookup = await readSession(ctx);
  if (lookup.state !== "live") return sessionError(lookup.state);
  return lookup.user.isAnonymous ? sessionError("none") : fail("USER_NOT_ANONYMOUS");
}

function verifiedEmailOf(credential: Exclude<Credential, { kind: "password" }>): string | null {
  return credential.kind === "other" ? null : credential.verifiedEmail;
}
