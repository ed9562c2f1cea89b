import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { Section } from "@/components/account/section";
import { Events } from "@/components/admin/events";
import { PersonDetails } from "@/components/admin/person-details";
import { PersonRole } from "@/components/admin/person-role";
import { button, link } from "@/components/ui/button";
import { listAuditEvents } from "@/lib/auth/audit-trail";
import { getPerson } from "@/lib/auth/person";
import { nameUsers } from "@/lib/auth/user-names";
import { requireKeeper } from "@/lib/server/require-user";
import { changeRole } from "../actions";

export const metadata: Metadata = { title: "Person" };

export default async function PersonPage({ params }: { params: Promise<{ id: string }> }) {
  const ctx = await requireKeeper();
  const { id } = await params;
  const person = await getPerson(ctx, { id });
  if (!person.ok) notFound();
  const trail = await listAuditEvents(ctx, { userId: id, limit: 20 });
  const events = trail.ok ? trail.data.items : [];
  const names = await nameUsers(
    ctx,
    events.flatMap(({ userId, actor }) => [userId, actor]),
  );
  const { user } = person.data;
  const isOwn = id === ctx.actor;
  return (
    <>
      <PersonDetails {...person.data} />
      <Section title="Audit trail">
        <Events events={events} names={names} />
        <p>
          <Link href={`/admin/audit?user=${id}`} className={link}>
            Everything about this person
          </Link>
        </p>
      </Section>
      {!user.isAnonymous && (
        <Section title="Role">
          {isOwn ? (
            <p>You cannot change your own role. Another admin can.</p>
          ) : (
            <PersonRole user={user} change={changeRole} />
          )}
        </Section>
      )}
      <Section title="Delete this account">
        {isOwn ? (
          <p>This is your own account. Another admin can delete it, or you can on your account page.</p>
        ) : (
          <>
            <p>You will see what goes with it before anything happens.</p>
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
