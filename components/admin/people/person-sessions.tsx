"use client";

import { deviceName } from "@/components/account/device-name";
import { Moment } from "@/components/admin/moment";
import { type FormAction, useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import type { Person } from "@/lib/api/views";

type Session = Person["sessions"][number];

/** The live sessions of a user, by what each browser says of itself. `revoke` is null where the admin looks at their own. */
export function PersonSessions({
  userId,
  sessions,
  revoke,
}: {
  userId: string;
  sessions: Person["sessions"];
  revoke: FormAction<null> | null;
}) {
  if (sessions.length === 0) return <p className="text-muted">No live sessions.</p>;
  return (
    <ul className="grid gap-4">
      {sessions.map((session) => (
        <li key={session.id} className="grid gap-x-6 gap-y-2 sm:grid-cols-[1fr_auto]">
          <div className="grid min-w-0 gap-0.5">
            <span className="font-semibold">{deviceName(session.userAgent)}</span>
            <span className="text-muted text-sm">
              Since <Moment at={session.createdAt} />, until <Moment at={session.expiresAt} />
            </span>
            {session.userAgent && <bdi className="wrap-anywhere text-muted text-sm">{session.userAgent}</bdi>}
          </div>
          {revoke && <Revocation userId={userId} session={session} revoke={revoke} />}
        </li>
      ))}
    </ul>
  );
}

function Revocation({
  userId,
  session,
  revoke,
}: {
  userId: string;
  session: Session;
  revoke: FormAction<null>;
}) {
  const { state, pending, form } = useForm(revoke);
  return (
    <form {...form} className="grid content-start justify-items-start gap-2">
      <FormError state={state} hidden="id" />
      <input type="hidden" name="id" value={userId} />
      <input type="hidden" name="sessionId" value={session.id} />
      <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
        Sign out
        <span className="sr-only">
          {" "}
          {deviceName(session.userAgent)}, since <Moment at={session.createdAt} />
        </span>
      </button>
    </form>
  );
}
