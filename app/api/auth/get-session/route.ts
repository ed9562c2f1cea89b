import { getSession } from "@/lib/auth/session/session";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("GET /api/auth/get-session", getSession);
