import { reassignData } from "@/lib/auth/admin/managed-users";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("POST /api/v1/users/:id/reassign", reassignData);
