"use server";

import { empty } from "@/lib/api/schemas";
import { cleanUp } from "@/lib/auth/cleanup/cleanup";
import { adminAction } from "@/lib/server/http/action";

/** Removes guests who have been inactive for longer than the maximum age, as many as one run has time for. */
export const runCleanup = adminAction("users.manage", empty, (ctx) =>
  cleanUp(ctx, { dryRun: false, limit: null }),
);
