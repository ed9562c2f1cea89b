import { exportAccount } from "@/lib/auth/account/account";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("GET /api/auth/account/export", exportAccount);
