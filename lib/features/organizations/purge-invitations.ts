import { lt } from "drizzle-orm";
import { invitations } from "@/db/schema";
import type { CronStep } from "@/lib/auth/cleanup/cron-steps";
import { purgeRows } from "@/lib/auth/cleanup/purge";

/** Deletes links to join that nobody can use any more. */
export const invitationPurgeStep: CronStep = {
  name: "invitations",
  run: ({ db, clock }, isTimeLeft) =>
    purgeRows(db, invitations.id, lt(invitations.expiresAt, clock()), isTimeLeft),
};
