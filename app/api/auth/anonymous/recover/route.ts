import { recover } from "@/lib/auth/recovery";
import * as endpoints from "@/lib/contract/endpoints";
import { recoveryCode } from "@/lib/contract/schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(door(endpoints.recover, recoveryCode, recover));
