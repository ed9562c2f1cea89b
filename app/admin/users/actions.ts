"use server";

import { changeRole as changeRoleVerb, removePerson as removeVerb } from "@/lib/auth/people";
import { personDeletion, roleForm } from "@/lib/contract/admin-schemas";
import { adminAction } from "@/lib/server/action";
import { thenGo, thenRefresh } from "@/lib/server/onward";

/** Deletes a user and goes back to the list. */
export const removePerson = thenGo(
  adminAction("users.manage", personDeletion, removeVerb),
  () => "/admin/users?deleted",
);

/** Makes a member an admin or an admin a member. */
export const changeRole = thenRefresh(adminAction("users.manage", roleForm, changeRoleVerb));
