"use client";

import type { ReactNode } from "react";
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
        <PersonForm
          id={user.id}
          fields={{ link: "verify-email" }}
          action={send}
          done="Confirmation email sent."
        >
          Send confirmation email
        </PersonForm>
      )}
      {hasPasswords && (
        <PersonForm
          id={user.id}
          fields={{ link: "reset-password" }}
          action={send}
          done="Password reset email sent."
        >
          Send password reset email
        </PersonForm>
      )}
    </div>
  );
}

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
          {revoke && (
            <PersonForm id={userId} fields={{ sessionId: session.id }} action={revoke}>
              Sign out
              <span className="sr-only">
                {" "}
                {deviceName(session.userAgent)}, since <Moment at={session.createdAt} />
              </span>
            </PersonForm>
          )}
        </li>
      ))}
    </ul>
  );
}

/** Grants the admin role, or takes it back. */
export function PersonRole({ user, change }: { user: User; change: FormAction<User> }) {
  const isAdmin = user.role === "admin";
  return (
    <>
      <p>
        {isAdmin
          ? "Admins can see and change everything in the admin area."
          : "Only admins can open the admin area. They can see and change everything in it."}
      </p>
      <PersonForm id={user.id} fields={{ role: isAdmin ? "user" : "admin" }} action={change} hidden="role">
        {isAdmin ? "Remove admin role" : "Make admin"}
      </PersonForm>
    </>
  );
}

/** A button about one user, and, where something is to be said, what stands in its place afterwards. */
function PersonForm<Data>({
  id,
  fields,
  action,
  done,
  hidden = "id",
  children,
}: {
  id: string;
  fields: Record<string, string>;
  action: FormAction<Data>;
  done?: string;
  /** The field whose errors are the form's. */
  hidden?: string;
  children: ReactNode;
}) {
  const { state, pending, form } = useForm(action);
  if (done && state.status === "done") {
    return (
      <Outcome>
        <p>{done}</p>
      </Outcome>
    );
  }
  return (
    <form {...form} className="grid content-start justify-items-start gap-2">
      <FormError state={state} hidden={hidden} />
      <input type="hidden" name="id" value={id} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
        {children}
      </button>
    </form>
  );
}
