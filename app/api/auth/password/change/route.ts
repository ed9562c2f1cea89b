import { changePassword } from "@/lib/auth/password-change";
import * as endpoints from "@/lib/contract/endpoints";
import { passwordChange } from "@/lib/contract/schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  door(endpoints.changePassword, passwordChange, changePassword),
);
