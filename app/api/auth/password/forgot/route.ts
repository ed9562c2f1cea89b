import { forgotPassword } from "@/lib/auth/password-reset";
import * as endpoints from "@/lib/contract/endpoints";
import { emailOnly } from "@/lib/contract/schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  door(endpoints.forgotPassword, emailOnly, forgotPassword),
);
