import { deleteUser, getUser, updateUser } from "@/lib/auth/admin/managed-users";
import { endpoint, routes } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  endpoint("GET /api/v1/users/:id", getUser),
  endpoint("PATCH /api/v1/users/:id", updateUser),
  endpoint("DELETE /api/v1/users/:id", deleteUser),
);
