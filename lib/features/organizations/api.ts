import { z } from "zod";
import { id, paging } from "@/lib/api/admin/management-schemas";
import { defineApi } from "@/lib/api/define";
import { mailedToken, visibleText } from "@/lib/api/schemas";
import { time } from "@/lib/api/shapes";

const role = z.enum(["owner", "admin", "member"], { error: "owner, admin or member" });

const organization = z.object({ id: z.string(), name: z.string(), createdAt: time });
export type Organization = z.output<typeof organization>;

const membership = z.object({ organizationId: z.string(), userId: z.string(), role, createdAt: time });
export type Membership = z.output<typeof membership>;

const organizationId = id;

export const newOrganization = z.strictObject({ name: visibleText(100, "Enter a name") });

// What forms of the pages send.
export const ofOrganization = z.strictObject({ organizationId });
export const ofMember = z.strictObject({ organizationId, userId: id });
export const newRole = z.strictObject({ organizationId, userId: id, role });
export const invitationToken = z.strictObject({ token: mailedToken });

export type NewOrganization = z.output<typeof newOrganization>;
export type OfOrganization = z.output<typeof ofOrganization>;
export type OfMember = z.output<typeof ofMember>;
export type NewRole = z.output<typeof newRole>;
export type InvitationToken = z.output<typeof invitationToken>;

/** What servers with an API key call. */
export const organizationApi = defineApi({
  "GET /api/v1/organizations": {
    summary: "Lists organizations, newest first",
    input: z.strictObject(paging),
    output: organization,
    isList: true,
    scope: "users:read",
    client: { method: "organizations.listOrganizations" },
  },
  "POST /api/v1/organizations": {
    summary: "Creates an organization without members",
    input: newOrganization,
    output: organization,
    status: 201,
    scope: "users:write",
    client: { method: "organizations.createOrganization" },
  },
  "GET /api/v1/organizations/:id/members": {
    summary: "Lists an organization's members",
    input: z.strictObject({ id, ...paging }),
    output: membership,
    isList: true,
    scope: "users:read",
    client: { method: "organizations.listMembers", id: "organizationId" },
  },
  "POST /api/v1/organizations/:id/members": {
    summary: "Adds a user to an organization",
    input: z.strictObject({ id, userId: id, role: role.default("member") }),
    output: membership,
    status: 201,
    scope: "users:write",
    client: { method: "organizations.addMember", id: "organizationId" },
  },
});
