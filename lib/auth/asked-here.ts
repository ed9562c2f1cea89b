import { sql } from "drizzle-orm";
import { at } from "./audit";

const p = sql.placeholder;

/** Whether token `t` was asked for by the browser of this request. */
export const askedHere = sql`(
  t.session_id IN (SELECT id FROM sessions WHERE token_hash = ${p("presented")} AND expires_at > ${at("now")})
  OR t.browser_hash = ${p("browserHash")}
) IS TRUE`;
