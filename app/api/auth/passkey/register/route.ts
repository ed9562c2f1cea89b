import { registerPasskey } from "@/lib/auth/passkey-registration";
import * as endpoints from "@/lib/contract/endpoints";
import { newPasskey } from "@/lib/contract/passkey-schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  door(endpoints.registerPasskey, newPasskey, registerPasskey),
);
