import type { Metadata } from "next";
import Link from "next/link";
import type { ReactNode } from "react";
import { Section } from "@/components/account/section";
import { KindBadge } from "@/components/admin/badge";
import { methodNames } from "@/components/admin/method-names";
import { PersonLinks, PersonRole, PersonSessions } from "@/components/admin/people/person-access";
import { Events } from "@/components/admin/records/events";
import { workInWords } from "@/components/guest/work-text";
import { PersonOrganizations } from "@/components/organizations/organization-lists"; // eject: organizations
import { button, link } from "@/components/ui/button";
import { Moment } from "@/components/ui/local-time";
import type { Person } from "@/lib/api/views";
import { listAuditEvents } from "@/lib/auth/admin/audit-trail";
import { getPerson } from "@/lib/auth/admin/people";
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

/** All that an admin sees of one user. What people typed is shown as plain text. */
function PersonDetails({
  user,
  emailRefusal,
  signInMethods,
  counts,
  methods,
}: Person & {
  /** Sign-in methods by id. */
  methods: Record<string, string>;
}) {
  return (
    <>
      <h1 className="flex flex-wrap items-center gap-3 text-3xl">
        <bdi>{user.name ?? user.email ?? (user.isAnonymous ? "Guest" : "Account without a name")}</bdi>{" "}
        <KindBadge user={user} />
      </h1>
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        <Fact name="Id">
          <span className="font-mono text-sm">{user.id}</span>
        </Fact>
        <Fact name="Email">
          <bdi>{user.email ?? "None"}</bdi>
          {user.email !== null && (user.emailVerified ? " (confirmed)" : " (not confirmed yet)")}
          {emailRefusal !== null && ` – refused by the mail server (${emailRefusal})`}
        </Fact>
        <Fact name="Sign-in methods">
          {signInMethods.length > 0
            ? signInMethods.map((id) => methods[id] ?? id).join(", ")
            : user.isAnonymous
              ? "This browser only"
              : "Emailed link"}
        </Fact>
        <Fact name="Joined">
          <Moment at={user.createdAt} />
        </Fact>
        <Fact name="Last active">
          <Moment at={user.lastActiveAt} />
        </Fact>
        <Fact name="Owns">{workInWords(counts) ?? "Nothing yet"}</Fact>
      </dl>
      {Object.keys(user.metadata).length > 0 && (
        <Section title="Metadata">
          <pre className="wrap-anywhere whitespace-pre-wrap rounded-xl bg-raised px-4 py-3 font-mono text-sm">
            {JSON.stringify(user.metadata, null, 2)}
          </pre>
        </Section>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-sm">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
