import { deleteAccount } from "@/lib/auth/account/account";
import { changeName } from "@/lib/auth/account/change-name";
import { endpoint, routes } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  endpoint("PATCH /api/auth/account", changeName),
  endpoint("DELETE /api/auth/account", deleteAccount),
);
