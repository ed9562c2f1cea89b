import { signInByPasskey } from "@/lib/auth/passkey-sign-in";
import * as endpoints from "@/lib/contract/endpoints";
import { passkeyAnswer } from "@/lib/contract/passkey-schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  door(endpoints.signInPasskey, passkeyAnswer, signInByPasskey),
);
