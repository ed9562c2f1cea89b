import { listUsers } from "@/lib/auth/admin/user-list";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("GET /api/v1/users", listUsers);
