"use client";

import type { OrganizationView } from "@/lib/contract/wire";
import { Section } from "../account/section";
import { button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { FormError } from "../ui/form-error";
import { type FormAction, useForm } from "../use-form";

/** The way out. The last owner among others gives the role to somebody first. */
export function Leave({ organization, leave }: { organization: OrganizationView; leave: FormAction<null> }) {
  const { state, pending, form } = useForm(leave);
  const { isLastOwner, memberCount } = organization;
  return (
    <Section title="Leave">
      <FormError state={state} />
      {isLastOwner && memberCount > 1 ? (
        <p>You are the only owner. Make somebody else an owner first.</p>
      ) : (
        <Confirm label="Leave…">
          <p>
            {memberCount === 1
              ? "Nobody else belongs to it, so the organization goes with you."
              : "To come back you need a new link."}
          </p>
          <form {...form}>
            <input type="hidden" name="organizationId" value={organization.id} />
            <button type="submit" aria-disabled={pending || undefined} className={button.danger}>
              {memberCount === 1 ? "Leave and delete it" : "Leave this organization"}
            </button>
          </form>
        </Confirm>
      )}
    </Section>
  );
}
