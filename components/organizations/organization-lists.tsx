import Link from "next/link";
import type { Membership, Organization } from "@/lib/features/organizations/api";
import type { MembershipView } from "@/lib/features/organizations/memberships";
import { Section } from "../account/section";
import { link } from "../ui/button";
import { roleNames } from "./organization-text";

/** The current user's organizations, with their role and the number of members. */
export function OrganizationList({ organizations }: { organizations: MembershipView[] }) {
  if (organizations.length === 0) return <p>You're not in any organizations yet.</p>;
  return (
    <ul className="divide-y divide-line">
      {organizations.map(({ id, name, role, members }) => (
        <li key={id} className="flex flex-wrap items-baseline justify-between gap-x-4 py-3">
          <Link href={`/organizations/${id}`} className={`${link} inline-block min-h-6 min-w-0`}>
            <bdi>{name}</bdi>
          </Link>
          <span className="text-muted text-sm">
            {roleNames[role].name} · {members === 1 ? "1 member" : `${members} members`}
          </span>
        </li>
      ))}
    </ul>
  );
}

/** The organizations of a user, on the admin's page about them. */
export function PersonOrganizations({
  organizations,
}: {
  organizations: (Organization & { role: Membership["role"] })[];
}) {
  return (
    <Section title="Organizations">
      {organizations.length === 0 && <p className="text-muted">None.</p>}
      <ul className="empty:hidden">
        {organizations.map(({ id, name, role }) => (
          <li key={id}>
            <bdi className="font-semibold">{name}</bdi>{" "}
            <span className="text-muted">({roleNames[role].name})</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
