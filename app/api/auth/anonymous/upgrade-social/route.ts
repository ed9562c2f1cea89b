import { startSocialUpgrade } from "@/lib/auth/social";
import * as endpoints from "@/lib/contract/endpoints";
import { socialStart } from "@/lib/contract/schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  door(endpoints.upgradeSocial, socialStart, startSocialUpgrade),
);
