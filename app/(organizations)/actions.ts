"use server";

import * as input from "@/lib/features/organizations/api";
import { closeInvitation, inviteByLink, joinOrganization } from "@/lib/features/organizations/invitations";
import { createOwnOrganization } from "@/lib/features/organizations/memberships";
import {
  leaveOrganization,
  removeMember,
  setMemberRole,
} from "@/lib/features/organizations/organization-roles";
import { coreGuestAction, formAction, withRedirect, withRefresh } from "@/lib/server/http/action";

const toOrganization = ({ id }: input.Organization) => `/organizations/${id}`;

export const createForm = withRedirect(
  formAction(input.newOrganization, createOwnOrganization),
  toOrganization,
);
export const joinForm = withRedirect(
  coreGuestAction(input.invitationToken, joinOrganization),
  toOrganization,
);
export const leaveForm = withRedirect(
  formAction(input.ofOrganization, leaveOrganization),
  () => "/organizations",
);

export const inviteForm = withRefresh(formAction(input.ofOrganization, inviteByLink));
export const closeForm = withRefresh(formAction(input.ofOrganization, closeInvitation));
export const setRoleForm = withRefresh(formAction(input.newRole, setMemberRole));
export const removeForm = withRefresh(formAction(input.ofMember, removeMember));
