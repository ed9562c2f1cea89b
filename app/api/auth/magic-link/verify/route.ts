import { verifyMagicLink } from "@/lib/auth/magic-link-proof";
import * as endpoints from "@/lib/contract/endpoints";
import { magicLinkProof } from "@/lib/contract/schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  door(endpoints.verifyMagicLink, magicLinkProof, verifyMagicLink),
);
