"use client";

import { deviceName } from "@/components/account/device-name";
import { type FormAction, useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Moment } from "@/components/ui/local-time";
import { Outcome } from "@/components/ui/outcome";
import type { User } from "@/lib/api/shapes";
import type { Person } from "@/lib/api/views";

/** Emails a user a link to confirm their email, while it is not, or to set a new password. */
export function PersonLinks({
  user,
  hasPasswords,
  send,
}: {
  user: User;
  hasPasswords: boolean;
  send: FormAction<null>;
}) {
  return (
    <div className="flex flex-wrap gap-3">
      {!user.emailVerified && (
        <LinkForm id={user.id} link="verify-email" send={send}>
          Send confirmation email
        </LinkForm>
      )}
      {hasPasswords && (
        <LinkForm id={user.id} link="reset-password" send={send}>
          Send password reset email
        </LinkForm>
      )}
    </div>
  );
}

function LinkForm({
  id,
  link,
  send,
  children,
}: {
  id: string;
  link: "verify-email" | "reset-password";
  send: FormAction<null>;
  children: string;
}) {
  const { state, pending, form } = useForm(send);
  if (state.status === "done") {
    return (
      <Outcome>
        <p>{link === "verify-email" ? "Confirmation email sent." : "Password reset email sent."}</p>
      </Outcome>
    );
  }
  return (
    <form {...form} className="grid justify-items-start gap-2">
      <FormError state={state} hidden="id" />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="link" value={link} />
      <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
        {children}
      </button>
    </form>
  );
}

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
              {session.place && (
                <>
                  {" "}
                  · <bdi>{session.place}</bdi>
                </>
              )}
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

/** Grants the admin role, or takes it back. */
export function PersonRole({ user, change }: { user: User; change: FormAction<User> }) {
  const { state, pending, form } = useForm(change);
  const isAdmin = user.role === "admin";
  return (
    <form {...form} className="grid justify-items-start gap-3">
      <FormError state={state} hidden="role" />
      <p>
        {isAdmin
          ? "Admins can see and change everything in the admin area."
          : "Only admins can open the admin area. They can see and change everything in it."}
      </p>
      <input type="hidden" name="id" value={user.id} />
      <input type="hidden" name="role" value={isAdmin ? "user" : "admin"} />
      <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
        {isAdmin ? "Remove admin role" : "Make admin"}
      </button>
    </form>
  );
}
