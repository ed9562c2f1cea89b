import { listAuditEvents } from "@/lib/auth/admin/audit-trail";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("GET /api/v1/audit-events", listAuditEvents);
