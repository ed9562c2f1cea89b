import { recover } from "@/lib/auth/guest/recovery";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("POST /api/auth/anonymous/recover", recover);
