import { createGuest } from "@/lib/auth/guest/create-guest";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route("POST /api/auth/sign-in/anonymous", createGuest);
