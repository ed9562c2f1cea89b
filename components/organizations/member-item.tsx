"use client";

import type { FormAction, useForm } from "@/components/form/use-form";
import { Day } from "@/components/ui/day";
import type { Membership } from "@/lib/features/organizations/api";
import type { MemberView, OrganizationView } from "@/lib/features/organizations/views";
import { button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { RoleForm } from "./role-form";
import { roleNames } from "./role-names";

/** One member, with what the current user can do: give them another role, or remove them. */
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
  const isOwner = organization.canManage && organization.role === "owner";
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
          {member.isGuest && <span> · guest</span>} · joined <Day at={member.joinedAt} />
        </p>
      </div>
      <div className="flex flex-wrap items-start gap-3 empty:hidden">
        {isOwner && !member.isGuest && !isOnlyOwner && (
          <RoleForm organizationId={organization.id} member={member} name={name} setRole={setRole} />
        )}
        {organization.canManage && !member.isYou && (isOwner || member.role !== "owner") && (
          <Confirm label="Remove…" about={name}>
            <p>
              <bdi>{name}</bdi> will lose access. This also turns off the invite link, so that they can't come
              back with it.
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
