import { type SQL, sql } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Result } from "@/lib/api/result";
import { safePath } from "@/lib/api/safe-path";
import type { SignedIn } from "@/lib/api/shapes";
import type { Mail } from "@/lib/auth/email/outbox";
import { createGuest } from "@/lib/auth/guest/create-guest";
import { defaultConfig } from "@/lib/auth/settings/settings";
import { signUp } from "@/lib/auth/upgrade/upgrade";
import type { AdminContext, Context } from "./context";
import { hashSecret, mailCodes, mailSecrets, newSessionSecret } from "./secrets";

const key = "a secret of the tests, known to everybody";
export const mailSecret = mailSecrets(key);
const mailCode = mailCodes(key);

/** What a service knows of a request that brings `token`. */
export function contextWith(db: Db, token: string | null = null, change: Partial<Context> = {}): Context {
  return {
    db,
    clock: () => new Date(),
    tokenHash: token === null ? null : hashSecret(token),
    newSecret: newSessionSecret,
    idempotencyKey: null,
    userAgent: "test",
    place: "Lisbon, Portugal",
    config: defaultConfig,
    adminEmails: [],
    // eject-start: passkeys
    relyingParty: { id: "guestbook.example.com", name: "Guestbook", origin: "https://guestbook.example.com" },
    // eject-end: passkeys
    askedPath: ({ callbackURL }, otherwise = "/") => safePath(String(callbackURL ?? otherwise)),
    browserHash: null,
    isOwnMail: false,
    mailSecret,
    mailCode,
    visit: () => null,
    hooks: {},
    ...change,
  };
}

/** What a service of the admin knows. */
export function adminContextWith(db: Db, change: Partial<AdminContext> = {}): AdminContext {
  return {
    db,
    clock: () => new Date(),
    actor: { type: "command_line" },
    providers: { google: false, github: false, apple: false, oidc: false },
    hooks: {},
    ...change,
  };
}

export type Guest = SignedIn & { token: string };

export async function newGuest(db: Db): Promise<Guest> {
  const result = await createGuest(contextWith(db));
  if (!result.ok || result.data.session.token === null) throw new Error("no guest was made");
  return { ...result.data, token: result.data.session.token };
}

/** A registered user with an address that is not verified yet. */
export async function newUser(db: Db, email: string, password = "correct horse battery"): Promise<Guest> {
  const data = unwrap(await signUp(contextWith(db), { email, password, name: null }));
  return { ...data, token: data.session.token ?? "" };
}

/** So many users, a minute apart, every fiftieth registered with a name and an address. */
export async function insertPeople(db: Db, count: number): Promise<void> {
  await rows(
    db,
    sql`INSERT INTO users (id, is_anonymous, email, name, created_at, last_active_at)
      SELECT 'usr_' || lpad(n::text, 26, '0'), n % 50 <> 0,
        CASE WHEN n % 50 = 0 THEN 'person.' || n || '@example.com' END,
        CASE WHEN n % 50 = 0 THEN 'Person Nr' || n END,
        now() - make_interval(mins => n), now() - make_interval(mins => (n * 7919) % 100000)
      FROM generate_series(1, ${count}) AS n`,
  );
}

/** The data of a result that has to be good. */
export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`refused: ${result.code}`);
  return result.data;
}

/** The secret in the link of the newest mail of this kind, and the code beside it. */
export async function lastToken(db: Db, kind: Mail["kind"]): Promise<string> {
  return mailSecret(await lastTokenId(db, kind));
}

export async function lastCode(db: Db, kind: Mail["kind"]): Promise<string> {
  return mailCode(await lastTokenId(db, kind));
}

async function lastTokenId(db: Db, kind: Mail["kind"]): Promise<string> {
  const newest = sql`SELECT token_id FROM mail_outbox WHERE kind = ${kind} ORDER BY id DESC LIMIT 1`;
  const [row] = await rows<{ token_id: string }>(db, newest);
  if (!row) throw new Error(`no mail of kind ${kind}`);
  return row.token_id;
}

/** The types of the events about a user, in the order they were written. */
export async function eventsOf(db: Db, userId: string): Promise<string[]> {
  const found = await rows<{ type: string }>(
    db,
    sql`SELECT type FROM audit_events WHERE user_id = ${userId} ORDER BY created_at, ctid`,
  );
  return found.map(({ type }) => type);
}

/** Runs one statement that only a test needs. */
export async function rows<Row>(db: Db, query: SQL): Promise<Row[]> {
  // The one cast: what a statement's text promises, its test states as Row.
  return ((await db.execute(query)) as { rows: Row[] }).rows;
}

/** How many rows of `table` there are, or how many of those that `where` picks. */
export async function countRows(db: Db, table: string, where: SQL = sql`true`): Promise<number> {
  const count = sql`SELECT count(*)::int AS count FROM ${sql.identifier(table)} WHERE ${where}`;
  const [row] = await rows<{ count: number }>(db, count);
  return row?.count ?? 0;
}
