"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { closeInvitation, inviteByLink, joinOrganization } from "@/lib/auth/invitations";
import { foundOrganization } from "@/lib/auth/memberships";
import { leaveOrganization, removeMember, setMemberRole } from "@/lib/auth/organization-roles";
import type { FormState } from "@/lib/contract/form-state";
import { newOrganization } from "@/lib/contract/management-schemas";
import * as schemas from "@/lib/contract/organization-schemas";
import type { Invitation, Membership, Organization } from "@/lib/contract/wire";
import { coreGuestAction, formAction } from "@/lib/server/action";

const found = formAction(newOrganization, foundOrganization);
const join = coreGuestAction(schemas.invitationToken, joinOrganization);
const leave = formAction(schemas.ofOrganization, leaveOrganization);
const invite = formAction(schemas.ofOrganization, inviteByLink);
const close = formAction(schemas.ofOrganization, closeInvitation);
const setRole = formAction(schemas.newRole, setMemberRole);
const remove = formAction(schemas.ofMember, removeMember);

/** Makes an organization and goes to it. */
export async function foundForm(previous: FormState<Organization>, form: FormData) {
  return thenTo(await found(previous, form), ({ id }) => `/organizations/${id}`);
}

/** Joins and goes there. A visitor becomes a guest first. */
export async function joinForm(previous: FormState<Organization>, form: FormData) {
  return thenTo(await join(previous, form), ({ id }) => `/organizations/${id}`);
}

/** Leaves, and goes to the organizations that are left. */
export async function leaveForm(previous: FormState<null>, form: FormData) {
  return thenTo(await leave(previous, form), () => "/organizations");
}

export async function inviteForm(previous: FormState<Invitation>, form: FormData) {
  return thenRefresh(await invite(previous, form));
}

export async function closeForm(previous: FormState<null>, form: FormData) {
  return thenRefresh(await close(previous, form));
}

export async function setRoleForm(previous: FormState<Membership>, form: FormData) {
  return thenRefresh(await setRole(previous, form));
}

export async function removeForm(previous: FormState<null>, form: FormData) {
  return thenRefresh(await remove(previous, form));
}

function thenTo<Data>(state: FormState<Data>, pathOf: (data: Data) => string): FormState<Data> {
  if (state.status === "done") redirect(pathOf(state.data));
  return state;
}

function thenRefresh<Data>(state: FormState<Data>): FormState<Data> {
  if (state.status === "done") refresh();
  return state;
}
