import { listPasskeys } from "@/lib/features/passkeys/passkeys";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("GET /api/auth/passkeys", listPasskeys);
