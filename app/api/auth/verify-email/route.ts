import { verifyEmail } from "@/lib/auth/verify-email";
import * as endpoints from "@/lib/contract/endpoints";
import { emailProof } from "@/lib/contract/schemas";
import { door, routes } from "@/lib/server/handle";

export const { GET, POST, PUT, PATCH, DELETE } = routes(door(endpoints.verifyEmail, emailProof, verifyEmail));
