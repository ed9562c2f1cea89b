import { signInByPasskey } from "@/lib/features/passkeys/passkey-sign-in";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("POST /api/auth/passkey/sign-in", signInByPasskey);
