import { listSessions, revokeOtherSessions } from "@/lib/auth/session/session-list";
import { endpoint, routes } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  endpoint("GET /api/auth/sessions", listSessions),
  endpoint("DELETE /api/auth/sessions", revokeOtherSessions),
);
