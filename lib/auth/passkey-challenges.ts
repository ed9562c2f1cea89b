import { randomBytes } from "node:crypto";
import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { askedHere } from "./asked-here";
import { at } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { hashSecret } from "./secrets";
import { later } from "./sessions";

/** How long a person may take over a browser's prompt (seconds; WebAuthn Level 3, 15.1). */
export const promptLifetime = 5 * 60;

type Purpose = "passkey-upgrade" | "passkey-addition" | "passkey-sign-in";

const p = sql.placeholder;

const issue = statement(
  "issue_passkey_challenge",
  sql`WITH asking AS (
      SELECT s.id, s.user_id FROM users u JOIN sessions s ON s.user_id = u.id
      WHERE s.token_hash = ${p("presented")} AND s.expires_at > ${at("now")}
      FOR KEY SHARE OF u, s
    )
    INSERT INTO verification_tokens (id, purpose, token_hash, user_id, session_id, browser_hash, expires_at, created_at)
    SELECT ${p("id")}, ${p("purpose")}, ${p("challengeHash")}, asking.user_id, asking.id,
      CASE WHEN asking.id IS NULL THEN ${p("browserHash")} END, ${at("expiresAt")}, ${at("now")}
    FROM (SELECT) AS one LEFT JOIN asking ON true
    ON CONFLICT (user_id, browser_hash, purpose) DO UPDATE SET id = excluded.id, token_hash = excluded.token_hash,
      session_id = excluded.session_id, expires_at = excluded.expires_at, created_at = excluded.created_at`,
);

/**
 * 256 random bits for a passkey to sign (WebAuthn Level 3, 13.4.3 asks for 128), in base64url. They work once, for this
 * purpose alone, in the browser of this request, known by its session or else by the cookie behind `browserHash`, and
 * replace those it was given before.
 */
export async function issueChallenge(ctx: Ctx, purpose: Purpose): Promise<string> {
  const challenge = randomBytes(32).toString("base64url");
  const now = ctx.clock();
  await issue(ctx.db, {
    id: newId("tok"),
    purpose,
    challengeHash: hashSecret(challenge),
    presented: ctx.tokenHash,
    browserHash: ctx.browserHash,
    expiresAt: later(now, promptLifetime),
    now: now.toISOString(),
  });
  return challenge;
}

const spend = statement<{ id: string }>(
  "spend_passkey_challenge",
  sql`DELETE FROM verification_tokens t
    WHERE t.token_hash = ${p("challengeHash")} AND t.purpose = ${p("purpose")} AND t.expires_at > ${at("now")}
      AND ${askedHere}
    RETURNING t.id`,
);

/** Uses a challenge up, in the transaction of what was signed for. False where it was not given to this browser, or is over. */
export async function spendChallenge(ctx: Ctx, purpose: Purpose, challenge: string): Promise<boolean> {
  const [used] = await spend(ctx.db, {
    challengeHash: hashSecret(challenge),
    purpose,
    presented: ctx.tokenHash,
    browserHash: ctx.browserHash,
    now: ctx.clock().toISOString(),
  });
  return used !== undefined;
}
