import { cleanUp } from "@/lib/auth/cleanup";
import * as management from "@/lib/contract/management";
import { cleanupWish } from "@/lib/contract/management-schemas";
import { routes } from "@/lib/server/handle";
import { managed } from "@/lib/server/managed";

/** Seconds; a run stops by itself well before. */
export const maxDuration = 60;

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  managed(management.cleanUpGuests, cleanupWish, (ctx, wish) => cleanUp(ctx, wish)),
);
