"use client";

import { type FormAction, useForm } from "@/components/form/use-form";
import { Day } from "@/components/ui/local-time";
import type { Membership } from "@/lib/features/organizations/api";
import type { MemberView, OrganizationView } from "@/lib/features/organizations/organization-view";
import { button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { Select, useNotes } from "../ui/field";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";

import { roleNames } from "./organization-text";

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

/** One member, with what the current user can do: give them another role, or remove them. */
function MemberItem({
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

const roles = Object.entries(roleNames).map(([value, { name }]) => ({ value, name }));

/** Gives a member another role. */
function RoleForm({
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
  const { state, pending, form, errors } = useForm(setRole);
  const { wiring, notes } = useNotes({ error: errors.role });
  return (
    <form {...form} className="grid gap-2">
      <FormError state={state} />
      <div className="flex flex-wrap gap-3">
        <input type="hidden" name="organizationId" value={organizationId} />
        <input type="hidden" name="userId" value={member.userId} />
        <Select
          name="role"
          aria-label={`Role of ${name}`}
          {...wiring}
          defaultValue={member.role}
          options={roles}
          className="w-auto!"
        />
        <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
          Save role<span className="sr-only"> of {name}</span>
        </button>
      </div>
      {notes}
      <p role="status" className="font-medium text-sm text-success empty:hidden">
        {state.status === "done" && "Saved"}
      </p>
    </form>
  );
}
