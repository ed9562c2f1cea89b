import { revokeSession } from "@/lib/auth/session/session-list";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("DELETE /api/auth/sessions/:id", revokeSession);
