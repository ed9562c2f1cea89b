import { startPasskey } from "@/lib/features/passkeys/passkey-registration";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route(
  "POST /api/auth/passkey/register/options",
  startPasskey,
);
