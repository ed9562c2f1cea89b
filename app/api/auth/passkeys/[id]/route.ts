import { removePasskey, renamePasskey } from "@/lib/features/passkeys/passkeys";
import { endpoint, routes } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  endpoint("PATCH /api/auth/passkeys/:id", renamePasskey),
  endpoint("DELETE /api/auth/passkeys/:id", removePasskey),
);
