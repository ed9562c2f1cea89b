import { and, eq, gt, notExists, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import { newRow, oneRow, preparedQuery } from "@/db/queries";
import { auditEvents, rotatedTokens, sessions, users } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import type { SignedIn, User } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import { toUser } from "@/lib/auth/core/users";
import { sessionTimes, toSession } from "@/lib/auth/session/session";

const p = sql.placeholder;

/** A guest, its session and the event, unless the request has a live session or brings a secret that was replaced: one statement. */
const create = preparedQuery("create_guest", (db: Db) => {
  const present = db.$with("present").as(
    db
      .select({ sessionId: sql<string>`${sessions.id}`.as("session_id") })
      .from(sessions)
      .where(and(eq(sessions.tokenHash, p("presented")), gt(sessions.expiresAt, p("now")))),
  );
  const replaced = db
    .select({ one: sql`1` })
    .from(rotatedTokens)
    .where(eq(rotatedTokens.tokenHash, p("presented")));
  const user = db.$with("new_user").as(
    db
      .insert(users)
      .select(
        db
          .select(
            newRow(users, {
              id: p("userId"),
              isAnonymous: true,
              role: "user",
              metadata: {},
              createdAt: p("now"),
              updatedAt: p("now"),
              lastActiveAt: p("now"),
            }),
          )
          .from(oneRow)
          .where(
            and(
              sql`${p("allowed")}::boolean`,
              notExists(db.select({ one: sql`1` }).from(present)),
              notExists(replaced),
            ),
          ),
      )
      .returning({ id: users.id }),
  );
  const session = db.$with("new_session").as(
    db
      .insert(sessions)
      .select(
        db
          .select(
            newRow(sessions, {
              id: p("sessionId"),
              tokenHash: p("tokenHash"),
              userId: user.id,
              userAgent: p("userAgent"),
              place: p("place"),
              expiresAt: p("expiresAt"),
              createdAt: p("now"),
            }),
          )
          .from(user),
      )
      .returning({ id: sessions.id }),
  );
  const event = db.$with("event").as(
    db.insert(auditEvents).select(
      db
        .select(
          newRow(auditEvents, {
            id: p("auditId"),
            type: "user.created",
            userId: user.id,
            actor: user.id,
            details: p("details"),
            createdAt: p("now"),
          }),
        )
        .from(user),
    ),
  );
  return db
    .with(present, user, session, event)
    .select({ created: session.id, present: present.sessionId })
    .from(oneRow)
    .leftJoin(session, sql`true`)
    .leftJoin(present, sql`true`);
});

const find = preparedQuery("find_present_session", (db: Db) =>
  db
    .select({ user: users, session: sessions })
    .from(sessions)
    .innerJoin(users, eq(users.id, sessions.userId))
    .where(eq(sessions.id, p("id"))),
);

/**
 * Creates a guest with a session: 201. A request that has a live session already, a guest's or a registered user's, keeps it: 200,
 * nothing created. Errors: ANONYMOUS_DISABLED, SESSION_ROTATED.
 */
export async function createGuest(ctx: Context): Promise<Result<SignedIn>> {
  const { token, tokenHash } = ctx.newSecret();
  const now = ctx.clock();
  const allowed = ctx.config.authMethods.anonymous.enabled;
  const [userId, sessionId] = [newId("usr"), newId("ses")];
  const { expiresAt } = sessionTimes(ctx.config, true, now);
  const [row] = await create(ctx.db).execute({
    presented: ctx.tokenHash,
    allowed,
    userId,
    sessionId,
    auditId: newId("aud"),
    details: JSON.stringify({ method: "anonymous", ...ctx.visit() }),
    tokenHash,
    userAgent: ctx.userAgent,
    place: ctx.place,
    now: now.toISOString(),
    expiresAt: expiresAt.toISOString(),
  });
  if (row?.created) {
    const session = { id: sessionId, userId, expiresAt, createdAt: now, token };
    return ok({ user: newGuestUser(userId, now), session }, 201);
  }
  const [kept] = row?.present ? await find(ctx.db).execute({ id: row.present }) : [];
  if (kept) return ok({ user: toUser(kept.user), session: toSession(kept.session, null) });
  return fail(allowed ? "SESSION_ROTATED" : "ANONYMOUS_DISABLED");
}

function newGuestUser(id: string, now: Date): User {
  return {
    id,
    isAnonymous: true,
    email: null,
    emailVerified: false,
    name: null,
    image: null,
    role: "user",
    metadata: {},
    createdAt: now,
    updatedAt: now,
    lastActiveAt: now,
  };
}
