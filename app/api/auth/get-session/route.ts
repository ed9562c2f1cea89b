import { getSession } from "@/lib/auth/session-reading";
import * as endpoints from "@/lib/contract/endpoints";
import { empty } from "@/lib/contract/schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(door(endpoints.getSession, empty, getSession));
