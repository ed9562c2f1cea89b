"use client";

import { type FormAction, useForm } from "@/components/form/use-form";
import type { Membership } from "@/lib/features/organizations/api";
import type { OrganizationView } from "@/lib/features/organizations/views";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { MemberItem } from "./member-item";

/** The members of an organization, with what owners and admins can do. */
export function MemberList({
  organization,
  setRole,
  remove,
}: {
  organization: OrganizationView;
  setRole: FormAction<Membership>;
  remove: FormAction<null>;
}) {
  // Here and not in an item, which is gone with the member.
  const removal = useForm(remove);
  return (
    <>
      <FormError state={removal.state} />
      {removal.state.status === "done" && (
        <Outcome key={organization.memberCount}>
          <p className="text-success">Removed. The invite link is turned off, if there was one.</p>
        </Outcome>
      )}
      <ul className="divide-y divide-line">
        {organization.members.map((member) => (
          <MemberItem
            key={member.userId}
            organization={organization}
            member={member}
            setRole={setRole}
            removal={removal}
          />
        ))}
      </ul>
    </>
  );
}
