"use client";

import { type FormAction, useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { LocalTime } from "@/components/ui/local-time";
import { Outcome } from "@/components/ui/outcome";
import type { SessionInfo } from "@/lib/api/shapes";
import { deviceName } from "./device-name";

/** Where somebody is signed in, with ways to end each session but the current one, which the menu ends, and all others at once. */
export function Sessions({
  sessions,
  revoke,
  revokeOthers,
}: {
  sessions: SessionInfo[];
  revoke: FormAction<null>;
  revokeOthers: FormAction<null>;
}) {
  return (
    <>
      <ul className="grid gap-4">
        {sessions.map((session) => (
          <SessionItem key={session.id} session={session} revoke={revoke} />
        ))}
      </ul>
      <SignOutElsewhere hasOthers={sessions.length > 1} revokeOthers={revokeOthers} />
    </>
  );
}

function SessionItem({ session, revoke }: { session: SessionInfo; revoke: FormAction<null> }) {
  const { state, pending, form } = useForm(revoke);
  const name = deviceName(session.userAgent);
  const since = <LocalTime at={session.createdAt} dateStyle="medium" timeStyle="short" />;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p>
        <span className="font-semibold">{name}</span>
        <span className="block text-muted text-sm">
          {session.isCurrent && <span>This device · </span>}Signed in on {since}
          {session.place && (
            <>
              {" "}
              · <bdi>{session.place}</bdi>
            </>
          )}
        </span>
      </p>
      {!session.isCurrent && state.status === "done" && <Outcome>Signed out</Outcome>}
      {!session.isCurrent && state.status !== "done" && (
        <form {...form} className="grid gap-2">
          <FormError state={state} hidden="id" />
          <input type="hidden" name="id" value={session.id} />
          <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
            Sign out
            <span className="sr-only">
              {" "}
              {name}, since {since}
            </span>
          </button>
        </form>
      )}
    </li>
  );
}

function SignOutElsewhere({
  hasOthers,
  revokeOthers,
}: {
  hasOthers: boolean;
  revokeOthers: FormAction<null>;
}) {
  const { state, pending, form } = useForm(revokeOthers);
  if (state.status === "done") return <Outcome>You're signed out everywhere else.</Outcome>;
  if (!hasOthers) return null;
  return (
    <form {...form} className="grid justify-items-start gap-2">
      <FormError state={state} />
      <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
        Sign out everywhere else
      </button>
    </form>
  );
}
