import { startPasskey } from "@/lib/auth/passkey-registration";
import * as endpoints from "@/lib/contract/endpoints";
import { passkeyStart } from "@/lib/contract/passkey-schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  door(endpoints.registerPasskeyOptions, passkeyStart, startPasskey),
);
