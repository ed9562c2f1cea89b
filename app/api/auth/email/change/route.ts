import { changeEmail } from "@/lib/auth/email/verify-email";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("POST /api/auth/email/change", changeEmail);
