"use client";

import { type FormAction, useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import type { User } from "@/lib/api/shapes";

/** Grants the admin role, or takes it back. */
export function PersonRole({ user, change }: { user: User; change: FormAction<User> }) {
  const { state, pending, form } = useForm(change);
  const isAdmin = user.role === "admin";
  return (
    <form {...form} className="grid justify-items-start gap-3">
      <FormError state={state} hidden="role" />
      <p>
        {isAdmin
          ? "Admins can see and change everything in the admin area."
          : "Only admins can open the admin area. They can see and change everything in it."}
      </p>
      <input type="hidden" name="id" value={user.id} />
      <input type="hidden" name="role" value={isAdmin ? "user" : "admin"} />
      <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
        {isAdmin ? "Remove admin role" : "Make admin"}
      </button>
    </form>
  );
}
