"use server";

import { closeInvitation, inviteByLink, joinOrganization } from "@/lib/auth/invitations";
import { foundOrganization } from "@/lib/auth/memberships";
import { leaveOrganization, removeMember, setMemberRole } from "@/lib/auth/organization-roles";
import { newOrganization } from "@/lib/contract/management-schemas";
import * as schemas from "@/lib/contract/organization-schemas";
import { coreGuestAction, formAction } from "@/lib/server/action";
import { thenGo, thenRefresh } from "@/lib/server/onward";

const toOrganization = ({ id }: { id: string }) => `/organizations/${id}`;

export const foundForm = thenGo(formAction(newOrganization, foundOrganization), toOrganization);
export const joinForm = thenGo(coreGuestAction(schemas.invitationToken, joinOrganization), toOrganization);
export const leaveForm = thenGo(
  formAction(schemas.ofOrganization, leaveOrganization),
  () => "/organizations",
);

export const inviteForm = thenRefresh(formAction(schemas.ofOrganization, inviteByLink));
export const closeForm = thenRefresh(formAction(schemas.ofOrganization, closeInvitation));
export const setRoleForm = thenRefresh(formAction(schemas.newRole, setMemberRole));
export const removeForm = thenRefresh(formAction(schemas.ofMember, removeMember));
