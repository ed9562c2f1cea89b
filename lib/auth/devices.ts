import { sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "../contract/result";
import type { Device } from "../contract/wire";
import { at, audit } from "./audit";
import type { Ctx } from "./context";
import { newId } from "./ids";
import { presentedUser } from "./presented";
import { isoTime } from "./users";

const p = sql.placeholder;

type DeviceRow = { id: string; user_agent: string | null; expires_at: string; created_at: string };

const list = statement<DeviceRow>(
  "list_devices",
  sql`SELECT id, user_agent, expires_at, created_at FROM sessions
    WHERE user_id = ${p("userId")} AND expires_at > ${at("now")} ORDER BY id DESC`,
);

/** The live sessions of whoever asks, newest first. Errors: those of `presentedUser`. */
export async function listDevices(ctx: Ctx): Promise<Result<Device[]>> {
  const presented = await presentedUser(ctx);
  if (!presented.ok) return presented;
  const { user, session } = presented.data;
  const rows = await list(ctx.db, { userId: user.id, now: ctx.clock().toISOString() });
  const devices = rows.map((row) => ({
    id: row.id,
    userId: user.id,
    expiresAt: isoTime(row.expires_at),
    createdAt: isoTime(row.created_at),
    token: null,
    userAgent: row.user_agent,
    isCurrent: row.id === session.id,
  }));
  return ok(devices);
}

const revoke = statement<{ id: string }>(
  "revoke_session",
  sql`WITH revoked AS (
      DELETE FROM sessions WHERE id = ${p("id")} AND user_id = ${p("userId")} RETURNING user_id AS id
    ), audit AS (
      ${audit("session.revoked", sql`SELECT id FROM revoked`, sql`jsonb_build_object('sessionId', ${p("id")}::text)`)}
    )
    SELECT id FROM revoked`,
);

/** Ends one session of whoever asks. Errors: those of `presentedUser`, NOT_FOUND for anybody else's. */
export async function endDevice(ctx: Ctx, input: { id: string }): Promise<Result<null>> {
  const presented = await presentedUser(ctx);
  if (!presented.ok) return presented;
  const userId = presented.data.user.id;
  const now = ctx.clock().toISOString();
  const [revoked] = await revoke(ctx.db, { id: input.id, userId, auditId: newId("aud"), now });
  return revoked ? ok(null) : fail("NOT_FOUND");
}
