import { replayMagicLink, verifyMagicLink } from "@/lib/auth/email/magic-link";
import { route } from "@/lib/server/http/route";

export const { GET, POST, PUT, PATCH, DELETE } = route(
  "POST /api/auth/magic-link/verify",
  verifyMagicLink,
  replayMagicLink,
);
