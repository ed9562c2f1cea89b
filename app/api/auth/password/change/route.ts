import { changePassword } from "@/lib/auth/password/password-change";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("POST /api/auth/password/change", changePassword);
