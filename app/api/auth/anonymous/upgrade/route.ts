import { upgradeByPassword } from "@/lib/auth/upgrade/upgrade";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("POST /api/auth/anonymous/upgrade", upgradeByPassword);
