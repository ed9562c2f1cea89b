import { signUp } from "@/lib/auth/sign-up";
import * as endpoints from "@/lib/contract/endpoints";
import { newAccount } from "@/lib/contract/schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(door(endpoints.signUpEmail, newAccount, signUp));
