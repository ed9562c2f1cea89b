import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import { askedHere } from "./asked-here";
import { at } from "./audit";
import type { Ctx } from "./context";
import { mailedToken, mailedTokenValues } from "./email-tokens";
import { hashSecret } from "./secrets";

export type MagicLinkRequest = { email: string; name: string | null; callbackURL: string };

const p = sql.placeholder;

const request = statement(
  "request_magic_link",
  sql`WITH asking AS (
      SELECT s.id, s.user_id FROM users u JOIN sessions s ON s.user_id = u.id
      WHERE s.token_hash = ${p("presented")} AND s.expires_at > ${at("now")}
      FOR KEY SHARE OF u, s
    ), older AS (
      DELETE FROM verification_tokens
      WHERE user_id IS NULL AND browser_hash = ${p("browserHash")} AND purpose = 'magic-link'
        AND EXISTS (SELECT FROM asking)
    ), ${mailedToken(
      "magic-link",
      sql`SELECT asking.user_id AS id, asking.id AS session_id,
          CASE WHEN asking.id IS NULL THEN ${p("browserHash")}::text END AS browser_hash,
          ${p("email")}::text AS email, ${p("name")}::text AS name, ${p("callbackURL")}::text AS callback_url
        FROM (SELECT) AS one LEFT JOIN asking ON true`,
      ["session_id", "browser_hash", "name", "callback_url"],
    )}
    SELECT id FROM token`,
);

/**
 * Mails a link and six digits that both let the browser of this request in, once: known again by its session or, where it has
 * none, by the cookie behind `browserHash`. They replace those it asked for before. The answer and the work are the
 * same for every address. Errors: METHOD_DISABLED.
 */
export async function requestMagicLink(ctx: Ctx, input: MagicLinkRequest): Promise<Result<{ sent: true }>> {
  if (!ctx.config.authMethods.magicLink) return fail("METHOD_DISABLED");
  const now = ctx.clock();
  await request(ctx.db, {
    ...input,
    presented: ctx.tokenHash,
    browserHash: ctx.browserHash,
    now: now.toISOString(),
    ...mailedTokenValues(ctx, now, "magic-link"),
  });
  return ok({ sent: true }, 202);
}

export type PendingMagicLink = {
  id: string;
  email: string;
  name: string | null;
  callback_url: string;
};

const find = statement<PendingMagicLink & { here: boolean }>(
  "find_magic_link",
  sql`SELECT t.id, t.email, t.name, t.callback_url, coalesce(${askedHere}, false) AS here FROM verification_tokens t
    WHERE t.token_hash = ${p("token")} AND t.purpose = 'magic-link' AND t.expires_at > ${at("now")}`,
);

/**
 * What a mailed link would do in this browser; changes nothing, so a page may ask.
 * Errors: TOKEN_INVALID, FORBIDDEN where another browser asked for it: the code has to be typed there.
 */
export async function getMagicLink(ctx: Ctx, input: { token: string }): Promise<Result<PendingMagicLink>> {
  const [found] = await find(ctx.db, {
    token: hashSecret(input.token),
    presented: ctx.tokenHash,
    browserHash: ctx.browserHash,
    now: ctx.clock().toISOString(),
  });
  if (!found) return fail("TOKEN_INVALID");
  if (found.here) return ok(found);
  return fail("FORBIDDEN", {
    fields: { code: "Type the code from the mail in the browser where you asked for it" },
  });
}
