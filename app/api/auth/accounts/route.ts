import { listAccounts } from "@/lib/auth/social/accounts";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("GET /api/auth/accounts", listAccounts);
