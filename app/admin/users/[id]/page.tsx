import type { Metadata } from "next";
import Link from "next/link";
import { Section } from "@/components/account/section";
import { methodNames } from "@/components/admin/method-names";
import { PersonLinks, PersonRole, PersonSessions } from "@/components/admin/people/person-access";
import { PersonDetails } from "@/components/admin/people/person-details";
import { Events } from "@/components/admin/records/events";
import { PersonOrganizations } from "@/components/organizations/organization-lists"; // eject: organizations
import { button, link } from "@/components/ui/button";
import { listAuditEvents } from "@/lib/auth/admin/audit-trail";
import { getPerson } from "@/lib/auth/admin/person";
import { nameUsers } from "@/lib/auth/admin/user-list";
import { actorName } from "@/lib/auth/core/audit";
import { listOrganizationsOf } from "@/lib/features/organizations/organizations"; // eject: organizations
import { socialMethods } from "@/lib/server/authjs/credentials";
import { signInMethods } from "@/lib/server/authjs/sign-in-methods";
import { missingPage } from "@/lib/server/request/requested-path";
import { requireAdminContext } from "@/lib/server/require-user";
import { changeRole, revokeSession, sendLink } from "../../actions";

export const metadata: Metadata = { title: "Person" };

export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireAdminContext();
  const { id } = await params;
  const person = await getPerson(ctx, { id });
  if (!person.ok) return missingPage();
  const trail = await listAuditEvents(ctx, { userId: id, limit: 20 });
  const events = trail.ok ? trail.data.items : [];
  const names = await nameUsers(
    ctx,
    events.flatMap(({ userId, actor }) => [userId, actor]),
  );
  const { user } = person.data;
  const methods = methodNames(socialMethods());
  const isOwn = id === actorName(ctx.actor);
  const hasPasswords = (await signInMethods()).emailPassword;
  return (
    <>
      <PersonDetails {...person.data} methods={methods} />
      {user.email !== null && !isOwn && (hasPasswords || !user.emailVerified) && (
        <Section title="Help with signing in">
          <PersonLinks user={user} hasPasswords={hasPasswords} send={sendLink} />
        </Section>
      )}
      <Section title="Sessions">
        <PersonSessions userId={id} sessions={person.data.sessions} revoke={isOwn ? null : revokeSession} />
      </Section>
      {/* eject: organizations */}
      <PersonOrganizations organizations={await listOrganizationsOf(ctx, id)} />
      <Section title="Audit trail">
        <Events events={events} names={names} methods={methods} />
        <p>
          <Link href={`/admin/audit?user=${id}`} className={link}>
            All events for this person
          </Link>
        </p>
      </Section>
      {!user.isAnonymous && (
        <Section title="Role">
          {isOwn ? (
            <p>You can't change your own role. Another admin can.</p>
          ) : (
            <PersonRole user={user} change={changeRole} />
          )}
        </Section>
      )}
      <Section title="Delete this account" isDanger>
        {isOwn ? (
          <p>This is your own account. Another admin can delete it, or you can on your account page.</p>
        ) : (
          <>
            <p>You'll see what is deleted before anything happens.</p>
            <p>
              <Link href={`/admin/users/${id}/delete`} className={button.danger}>
                Delete account
              </Link>
            </p>
          </>
        )}
      </Section>
    </>
  );
}
