import { unlinkAccount } from "@/lib/auth/social/accounts";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("DELETE /api/auth/accounts/:id", unlinkAccount);
