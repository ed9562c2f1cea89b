"use client";

import { GuestWork } from "./guest-work";
import { useSession } from "./session-provider";
import { TextField } from "./ui/field";
import { FormError } from "./ui/form-error";
import { SubmitButton } from "./ui/submit-button";
import { type FormAction, useForm } from "./use-form";
import type { Work } from "./work-text";

/** Opens a guest with the recovery code it was given: on another device, or here after the session ran out. */
export function Resume({
  recover,
  code,
  work,
}: {
  recover: FormAction<null>;
  code: string | null;
  work: Work;
}) {
  const session = useSession();
  const { state, pending, form } = useForm(recover);
  const failed = state.status === "failed" ? state : null;
  return (
    <>
      <h1 className="text-3xl">Go on as a guest you were</h1>
      <p>
        A recovery code opens the guest it was made for, with all of its work. It works once: afterwards, get
        a new one there.
      </p>
      {session.status === "guest" && (
        <GuestWork work={work}>
          The code opens another guest in this browser, and we ask you right away whether this comes along.
          Leave that question open for half an hour and it is lost.
        </GuestWork>
      )}
      {session.status === "member" && (
        <p className="rounded-xl bg-banner px-4 py-3">
          You are signed in as <bdi className="font-semibold">{session.user.email}</bdi>. The code opens its
          guest in this browser and signs you out of your account here; nothing of it is lost.
        </p>
      )}
      <form {...form} className="grid gap-4">
        <FormError state={failed?.error.code === "TOKEN_INVALID" ? { status: "idle" } : state} />
        <TextField
          label="Recovery code"
          name="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={failed?.values.code ?? code ?? undefined}
          error={failed && codeError(failed.error)}
        />
        <div>
          <SubmitButton pending={pending}>Go on as this guest</SubmitButton>
        </div>
      </form>
    </>
  );
}

function codeError({ code, details }: { code: string; details?: { fields?: Record<string, string> } }) {
  if (code !== "TOKEN_INVALID") return details?.fields?.code;
  return "This code does not open a guest. It may be mistyped, used already, or replaced by a newer one.";
}
