"use server";

import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import { changeRole as changeRoleVerb, removePerson as removeVerb } from "@/lib/auth/people";
import { personDeletion, roleForm } from "@/lib/contract/admin-schemas";
import type { FormState } from "@/lib/contract/form-state";
import type { User } from "@/lib/contract/wire";
import { adminAction } from "@/lib/server/action";

type Removal = FormState<{ deleted: true }>;

const remove = adminAction("users.manage", personDeletion, removeVerb);
const change = adminAction("users.manage", roleForm, changeRoleVerb);

/** Deletes a user and goes back to the list. */
export async function removePerson(previous: Removal, form: FormData): Promise<Removal> {
  const state = await remove(previous, form);
  if (state.status === "done") redirect("/admin/users?deleted");
  return state;
}

/** Makes a member an admin or an admin a member. */
export async function changeRole(previous: FormState<User>, form: FormData): Promise<FormState<User>> {
  const state = await change(previous, form);
  if (state.status === "done") refresh();
  return state;
}
