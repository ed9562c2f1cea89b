"use client";

import type { User } from "@/lib/contract/wire";
import { button } from "../ui/button";
import { FormError } from "../ui/form-error";
import { type FormAction, useForm } from "../use-form";

/** Makes a member an admin, or an admin a member. */
export function PersonRole({ user, change }: { user: User; change: FormAction<User> }) {
  const { state, pending, form } = useForm(change);
  const isAdmin = user.role === "admin";
  return (
    <form {...form} className="grid justify-items-start gap-3">
      <FormError state={state} hidden="role" />
      <p>
        {isAdmin
          ? "An admin sees and changes everything on these pages."
          : "A member has nothing to do with these pages. An admin sees and changes everything on them."}
      </p>
      <input type="hidden" name="id" value={user.id} />
      <input type="hidden" name="role" value={isAdmin ? "user" : "admin"} />
      <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
        {isAdmin ? "Take the admin's rights away" : "Make an admin"}
      </button>
    </form>
  );
}
