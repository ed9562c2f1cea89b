import { signOut } from "@/lib/auth/session/session";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("POST /api/auth/sign-out", signOut);
