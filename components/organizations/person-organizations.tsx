import type { Membership, Organization } from "@/lib/features/organizations/api";
import { Section } from "../account/section";
import { roleNames } from "./role-names";

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
