"use server";

import { cleanUp } from "@/lib/auth/cleanup";
import { empty } from "@/lib/contract/schemas";
import { adminAction } from "@/lib/server/action";

/** Removes every guest who has been away for too long, as far as the time of one run goes. */
export const runCleanup = adminAction("users.manage", empty, (ctx) =>
  cleanUp(ctx, { dryRun: false, limit: null }),
);
