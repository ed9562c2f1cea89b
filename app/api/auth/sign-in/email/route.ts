import { signIn } from "@/lib/auth/sign-in";
import * as endpoints from "@/lib/contract/endpoints";
import { credentials } from "@/lib/contract/schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(door(endpoints.signInEmail, credentials, signIn));
