import { startOAuth } from "@/lib/server/authjs/oauth-start";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("POST /api/auth/accounts/link", startOAuth("link"));
