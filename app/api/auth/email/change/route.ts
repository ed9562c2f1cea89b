import { changeEmail } from "@/lib/auth/email-change";
import * as endpoints from "@/lib/contract/endpoints";
import { emailChange } from "@/lib/contract/schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  door(endpoints.changeEmail, emailChange, changeEmail),
);
