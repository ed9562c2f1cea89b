"use client";

import { useId } from "react";
import { fieldErrors } from "@/components/form/error-text";
import { type FormAction, useForm } from "@/components/form/use-form";
import type { Membership } from "@/lib/features/organizations/api";
import type { MemberView } from "@/lib/features/organizations/views";
import { button } from "../ui/button";
import { FormError } from "../ui/form-error";
import { Select } from "../ui/select";
import { roleNames } from "./role-names";

const roles = Object.entries(roleNames).map(([value, { name }]) => ({ value, name }));

/** Gives a member another role. */
export function RoleForm({
  organizationId,
  member,
  name,
  setRole,
}: {
  organizationId: string;
  member: MemberView;
  name: string;
  setRole: FormAction<Membership>;
}) {
  const id = useId();
  const { state, pending, form } = useForm(setRole);
  const error = state.status === "failed" ? fieldErrors(state.error).role : undefined;
  return (
    <form {...form} className="grid gap-2">
      <FormError state={state} />
      <div className="flex flex-wrap gap-3">
        <input type="hidden" name="organizationId" value={organizationId} />
        <input type="hidden" name="userId" value={member.userId} />
        <Select
          name="role"
          aria-label={`Role of ${name}`}
          {...(error && { "aria-invalid": true, "aria-describedby": `${id}-error` })}
          defaultValue={member.role}
          options={roles}
          className="w-auto!"
        />
        <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
          Save role<span className="sr-only"> of {name}</span>
        </button>
      </div>
      {error && (
        <p id={`${id}-error`} className="font-medium text-danger text-sm">
          {error}
        </p>
      )}
      <p role="status" className="font-medium text-sm text-success empty:hidden">
        {state.status === "done" && "Saved"}
      </p>
    </form>
  );
}
