import { and, eq, exists, gt, isNotNull, isNull, ne, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn, PgTable } from "drizzle-orm/pg-core";
import type { Db } from "@/db/client";
import { type NewRow, newRow, oneRow, preparedQuery } from "@/db/queries";
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
import { fail, ok, type Result } from "@/lib/api/result";
import type { SignedIn } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import { callHook } from "@/lib/auth/core/hooks";
import { newId } from "@/lib/auth/core/ids";
import { toUser } from "@/lib/auth/core/users";
import { mailedTokenValues } from "@/lib/auth/email/mailed-tokens";
import { canGetMail, mailCountedSince } from "@/lib/auth/email/outbox";
import { readSession, sessionError, sessionTimes, toSession } from "@/lib/auth/session/session";
import type { NewAccount } from "@/lib/auth/social/accounts";
import type { NewUser } from "./create-account";

const p = sql.placeholder;
const text = (name: string) => sql<string>`${p(name)}::text`;
const time = (name: string) => sql<Date>`${p(name)}::timestamptz`;

/**
 * The upgrade of whichever guest the presented session belongs to, in one statement: the user, the credential, the session's new secret,
 * the end of all other sessions and of what was pending, the events, the email. It locks the user before the session, as everywhere.
 */
function upgradeStatement(
  db: Db,
  { hasPassword, account }: { hasPassword: boolean; account?: NewAccount | undefined },
) {
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
  /** Inserts a row for the user who was upgraded, where one was. */
  const insert = <Table extends PgTable>(table: Table, row: NewRow<Table>) =>
    db.insert(table).select(db.select(newRow(table, row)).from(upgraded));
  const isTheirs = (column: AnyPgColumn) => sql`${column} = (SELECT id FROM ${upgraded})`;
  const event = (id: string, type: "user.upgraded" | "user.email_verified", details: SQL) => ({
    id: p(id),
    type,
    userId: upgraded.id,
    actor: upgraded.id,
    details,
    createdAt: p("now"),
  });
  const prompt = sql`CASE WHEN jsonb_typeof(${upgraded.metadata}->'upgradePrompt') = 'string'
    THEN jsonb_build_object('prompt', ${upgraded.metadata}->'upgradePrompt') ELSE '{}'::jsonb END`;
  const method = sql`jsonb_build_object('method', ${text("method")})`;
  const writes = {
    rotated: insert(rotatedTokens, { tokenHash: p("presented"), userId: upgraded.id, rotatedAt: p("now") }),
    ended: db
      .delete(sessions)
      .where(and(isTheirs(sessions.userId), sql`${sessions.id} <> (SELECT held_id FROM ${held})`)),
    pending: db
      .delete(verificationTokens)
      .where(
        and(
          isTheirs(verificationTokens.userId),
          ne(verificationTokens.purpose, "verify-email"),
          isNull(verificationTokens.usedAt),
        ),
      ),
    verification: db.insert(auditEvents).select(
      db
        .select(newRow(auditEvents, event("verificationId", "user.email_verified", method)))
        .from(upgraded)
        .where(isNotNull(upgraded.emailVerifiedAt)),
    ),
    upgrade: insert(auditEvents, event("upgradeId", "user.upgraded", sql`${method} || ${prompt}`)),
    ...(account && {
      account: insert(accounts, { id: newId("acc"), ...account, userId: upgraded.id, createdAt: p("now") }),
    }),
  };
  const token = db.$with("token").as(
    insert(verificationTokens, {
      id: p("tokenId"),
      purpose: "verify-email",
      tokenHash: p("mailTokenHash"),
      userId: upgraded.id,
      email: upgraded.email,
      attempts: 0,
      expiresAt: p("mailExpiresAt"),
      createdAt: p("now"),
    })
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
  const passwordWrites = {
    password: insert(passwords, { userId: upgraded.id, hash: p("hash"), updatedAt: p("now") }),
    mail: db.insert(mailOutbox).select(
      db
        .select(
          newRow(mailOutbox, {
            id: p("mailId"),
            kind: "verify-email",
            recipient: token.recipient,
            tokenId: token.tokenId,
            attempts: 0,
            nextAttemptAt: p("now"),
            createdAt: p("now"),
          }),
        )
        .from(token)
        .where(canGetMail(db, token.recipient, time("mailsSince"))),
    ),
  };
  const named = Object.entries({ ...writes, ...(hasPassword && passwordWrites) }).map(([name, write]) =>
    db.$with(name).as(write),
  );
  return db
    .with(presented, held, upgraded, session, ...(hasPassword ? [token] : []), ...named)
    .select({ user: upgraded._.selectedFields, session: session._.selectedFields })
    .from(oneRow)
    .leftJoin(upgraded, sql`true`)
    .leftJoin(session, sql`true`);
}

const byPassword = preparedQuery("upgrade_by_password", (db) => upgradeStatement(db, { hasPassword: true }));

/**
 * Turns the guest of the presented session into a registered user, in place, by any credential: same user id, same session id, a new
 * secret; the guest's other sessions and pending links end. An existing name is kept. The only place where a guest becomes a user. The
 * hook of an upgrade runs in the transaction that `ctx.db` is.
 * Errors: USER_NOT_ANONYMOUS and those of `sessionError`. Throws a unique violation where the address or the account is somebody else's.
 */
export async function upgradeGuest(ctx: Context, credential: Omit<NewUser, "id">): Promise<Result<SignedIn>> {
  const { method, email, name = null, image = null, passwordHash, account } = credential;
  const { token, tokenHash } = ctx.newSecret();
  const now = ctx.clock();
  const { expiresAt, endsAt } = sessionTimes(ctx.config, false, now);
  const mailed = mailedTokenValues(ctx, "verify-email");
  // Any other credential comes in a transaction, for which the statement is built anew in any case.
  const statement =
    passwordHash === undefined
      ? upgradeStatement(ctx.db, { hasPassword: false, account }).prepare(
          account ? "upgrade_by_account" : "upgrade_otherwise",
        )
      : byPassword(ctx.db);
  const [row] = await statement.execute({
    presented: ctx.tokenHash,
    tokenHash,
    email,
    verifiedAt: email !== null && passwordHash === undefined ? now.toISOString() : null,
    name,
    image,
    method,
    upgradeId: newId("aud"),
    verificationId: newId("aud"),
    now: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
    endsAt: endsAt?.toISOString(),
    hash: passwordHash,
    tokenId: mailed.tokenId,
    mailId: mailed.mailId,
    mailTokenHash: mailed.tokenHash,
    mailExpiresAt: mailed.expiresAt.toISOString(),
    mailsSince: mailCountedSince(now).toISOString(),
  });
  if (row?.user && row.session) {
    await callHook(ctx, "upgraded", { userId: row.user.id, method });
    return ok({ user: toUser(row.user), session: toSession(row.session, token) });
  }
  // Read anew: of two upgrades at once, the later one finds the secret replaced.
  const lookup = await readSession(ctx);
  if (lookup.state !== "live") return sessionError(lookup.state);
  return lookup.user.isAnonymous ? sessionError("none") : fail("USER_NOT_ANONYMOUS");
}
