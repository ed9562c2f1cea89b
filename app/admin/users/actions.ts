"use server";

import { linkForm, personDeletion, roleForm, sessionRevocation } from "@/lib/api/admin/admin-forms";
import {
  changeRole as changeRoleService,
  removePerson as removePersonService,
} from "@/lib/auth/admin/people";
import { revokePersonSession, sendPersonLink } from "@/lib/auth/admin/person-access";
import { adminAction } from "@/lib/server/http/action";
import { withRedirect, withRefresh } from "@/lib/server/http/after-action";

/** Deletes a user and goes back to the list. */
export const removePerson = withRedirect(
  adminAction("users.manage", personDeletion, removePersonService),
  () => "/admin/users?deleted",
);

/** Grants a registered user the admin role, or takes it back. */
export const changeRole = withRefresh(adminAction("users.manage", roleForm, changeRoleService));

/** Revokes a session of somebody else. */
export const revokeSession = withRefresh(adminAction("users.manage", sessionRevocation, revokePersonSession));

/** Emails somebody a link to confirm their email or to set a new password. */
export const sendLink = adminAction("users.manage", linkForm, sendPersonLink, { sendsEmail: true });
