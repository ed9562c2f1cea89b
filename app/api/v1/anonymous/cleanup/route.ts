import { cleanUp } from "@/lib/auth/cleanup/cleanup";
import { route } from "@/lib/server/http/route";

/** Seconds; a run stops by itself well before. */
export const maxDuration = 60;

export const { GET, POST, PUT, PATCH, DELETE } = route("POST /api/v1/anonymous/cleanup", cleanUp);
