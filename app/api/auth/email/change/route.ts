import { changeEmail } from "@/lib/auth/email/email-change";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("POST /api/auth/email/change", changeEmail);
