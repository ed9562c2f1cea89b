import { z } from "zod";
import { id } from "./management-schemas";

export const ofOrganization = z.strictObject({ organizationId: id });
export const ofMember = z.strictObject({ organizationId: id, userId: id });
export const newRole = z.strictObject({
  organizationId: id,
  userId: id,
  role: z.enum(["owner", "admin", "member"], { error: "owner, admin or member" }),
});
export const invitationToken = z.strictObject({
  token: z.string({ error: "TOKEN_INVALID" }).max(200, "TOKEN_INVALID"),
});
