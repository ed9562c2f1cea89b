import * as endpoints from "@/lib/contract/endpoints";
import { socialStart } from "@/lib/contract/schemas";
import { door, routes } from "@/lib/server/handle";
import { leaveFor } from "@/lib/server/social-leave";

export const { GET, POST, PUT, PATCH, DELETE } = routes(
  door(endpoints.upgradeSocial, socialStart, leaveFor("upgrade")),
);
