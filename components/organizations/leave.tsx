"use client";

import { type FormAction, useForm } from "@/components/form/use-form";
import type { OrganizationView } from "@/lib/features/organizations/organization-view";
import { Section } from "../account/section";
import { button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { FormError } from "../ui/form-error";

/** Leaves the organization. The last owner among other members makes somebody else an owner first. */
export function Leave({ organization, leave }: { organization: OrganizationView; leave: FormAction<null> }) {
  const { state, pending, form } = useForm(leave);
  const { isLastOwner, memberCount } = organization;
  return (
    <Section title="Leave">
      <FormError state={state} />
      {isLastOwner && memberCount > 1 ? (
        <p>You're the only owner. Make someone else an owner first.</p>
      ) : (
        <Confirm label="Leave…">
          <p>
            {memberCount === 1
              ? "You're the only member, so this also deletes the organization."
              : "To come back you'll need a new link."}
          </p>
          <form {...form}>
            <input type="hidden" name="organizationId" value={organization.id} />
            <button type="submit" aria-disabled={pending || undefined} className={button.danger}>
              {memberCount === 1 ? "Leave and delete organization" : "Leave organization"}
            </button>
          </form>
        </Confirm>
      )}
    </Section>
  );
}
