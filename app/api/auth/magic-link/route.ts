import { requestMagicLink } from "@/lib/auth/magic-link";
import * as endpoints from "@/lib/contract/endpoints";
import { magicLinkRequest } from "@/lib/contract/schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  door(endpoints.requestMagicLink, magicLinkRequest, requestMagicLink),
);
