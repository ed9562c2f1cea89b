import { changeName, deleteAccount } from "@/lib/auth/account/account";
import { endpoint, routes } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  endpoint("PATCH /api/auth/account", changeName),
  endpoint("DELETE /api/auth/account", deleteAccount),
);
