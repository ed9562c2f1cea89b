import { forgotPassword } from "@/lib/auth/password/password-reset";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("POST /api/auth/password/forgot", forgotPassword);
