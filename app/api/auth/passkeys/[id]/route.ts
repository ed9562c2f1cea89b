import { removePasskey, renamePasskey } from "@/lib/auth/passkeys";
import * as endpoints from "@/lib/contract/endpoints";
import { passkeyRemoval, passkeyRenaming } from "@/lib/contract/passkey-schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  door(endpoints.renamePasskey, passkeyRenaming, renamePasskey),
  door(endpoints.removePasskey, passkeyRemoval, removePasskey),
);
