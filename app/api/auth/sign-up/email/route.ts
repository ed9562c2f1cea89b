import { signUp } from "@/lib/auth/upgrade/upgrade";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("POST /api/auth/sign-up/email", signUp);
