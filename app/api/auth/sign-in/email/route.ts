import { signIn } from "@/lib/auth/password/sign-in";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("POST /api/auth/sign-in/email", signIn);
