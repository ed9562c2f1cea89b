"use client";

import type { Membership, MemberView, OrganizationView } from "@/lib/contract/wire";
import { Day } from "../day";
import { button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import type { FormAction, useForm } from "../use-form";
import { RoleForm } from "./role-form";
import { roleNames } from "./role-names";

/** One member, and what the reader may do about them: another role, or the end of the membership. */
export function MemberItem({
  organization,
  member,
  setRole,
  removal,
}: {
  organization: OrganizationView;
  member: MemberView;
  setRole: FormAction<Membership>;
  removal: ReturnType<typeof useForm<null>>;
}) {
  const isOwner = organization.runsIt && organization.role === "owner";
  const isOnlyOwner = member.isYou && organization.isLastOwner;
  const name = nameOf(member);
  return (
    <li className="grid gap-3 py-4">
      <div>
        <p className="font-semibold">
          <bdi>{name}</bdi>
          {member.isYou && <span className="font-normal text-muted"> (you)</span>}
        </p>
        <p className="text-muted text-sm">
          {member.email && member.email !== name && <bdi>{member.email} · </bdi>}
          {roleNames[member.role].name}
          {member.isGuest && " · has no account yet"} · since <Day at={member.joinedAt} />
        </p>
      </div>
      <div className="flex flex-wrap items-start gap-3 empty:hidden">
        {isOwner && !member.isGuest && !isOnlyOwner && (
          <RoleForm organizationId={organization.id} member={member} name={name} setRole={setRole} />
        )}
        {organization.runsIt && !member.isYou && (isOwner || member.role !== "owner") && (
          <Confirm label="Remove…" about={name}>
            <p>
              <bdi>{name}</bdi> no longer belongs here then, and the open link is closed, so that nobody comes
              back by it.
            </p>
            <form {...removal.form}>
              <input type="hidden" name="organizationId" value={organization.id} />
              <input type="hidden" name="userId" value={member.userId} />
              <button type="submit" aria-disabled={removal.pending || undefined} className={button.danger}>
                <span>
                  Remove <bdi>{name}</bdi>
                </span>
              </button>
            </form>
          </Confirm>
        )}
      </div>
    </li>
  );
}

function nameOf({ name, email, isGuest }: MemberView): string {
  return name ?? email ?? (isGuest ? "Guest" : "Member");
}
