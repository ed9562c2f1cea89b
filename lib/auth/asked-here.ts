import { sql } from "drizzle-orm";
import { at } from "./audit";

const p = sql.placeholder;

/** Whether token `t` was asked for by the browser of this request; null where it has neither a session nor a cookie. */
export const askedHere = sql`(
  t.session_id = (SELECT id FROM sessions WHERE token_hash = ${p("presented")} AND expires_at > ${at("now")})
  OR (t.user_id IS NULL AND t.browser_hash = ${p("browserHash")})
)`;
