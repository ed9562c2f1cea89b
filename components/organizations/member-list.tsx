"use client";

import type { Membership, OrganizationView } from "@/lib/contract/wire";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { type FormAction, useForm } from "../use-form";
import { MemberItem } from "./member-item";

/** Who belongs to an organization, and for those who run it what they can do about it. */
export function MemberList({
  organization,
  setRole,
  remove,
}: {
  organization: OrganizationView;
  setRole: FormAction<Membership>;
  remove: FormAction<null>;
}) {
  // Here and not in an item: whoever was removed takes the item along.
  const removal = useForm(remove);
  return (
    <>
      <FormError state={removal.state} />
      {removal.state.status === "done" && (
        <Outcome key={organization.memberCount}>
          <p className="text-success">Removed. The open link is closed as well, if there was one.</p>
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
