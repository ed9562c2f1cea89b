import { withRequestId } from "@/lib/server/http/json-response";
import { scheduledCleanup } from "@/lib/server/scheduled-cleanup";

/** Seconds; a run stops by itself well before. */
export const maxDuration = 60;

export const GET = withRequestId(scheduledCleanup);
