"use client";

import Link from "next/link";
import type { Arrival } from "@/lib/contract/wire";
import { fieldErrors } from "./error-text";
import { useSession } from "./session-provider";
import { shownName } from "./shown-name";
import { button } from "./ui/button";
import { TextField } from "./ui/field";
import { FormError } from "./ui/form-error";
import { Outcome } from "./ui/outcome";
import { SubmitButton } from "./ui/submit-button";
import { type FormAction, useForm } from "./use-form";
import { workInWords } from "./work-text";

/** Opens a guest account with its recovery code. `counts` is what whoever is here now owns, by kind. */
export function Resume({
  code,
  counts,
  recover,
}: {
  code: string;
  counts: Record<string, number>;
  recover: FormAction<Arrival>;
}) {
  const session = useSession();
  const { state, pending, form } = useForm(recover);

  if (state.status === "done") return <Resumed {...state.data} />;
  const work = workInWords(counts);
  const error = state.status === "failed" ? state.error : null;
  const unusable = error?.code === "TOKEN_INVALID";
  return (
    <>
      <h1 className="text-3xl">Open your guest account</h1>
      <p>Type the recovery code that you wrote down. It works once.</p>
      {session.status === "guest" && work && (
        <p className="rounded-xl bg-banner px-4 py-3">
          This browser holds another guest account, with {work}. It is not lost: you can bring it along
          afterwards.
        </p>
      )}
      {session.status === "member" && (
        <p className="rounded-xl bg-banner px-4 py-3">
          You are signed in as <bdi className="font-semibold">{shownName(session.user)}</bdi> here. The code
          switches this browser to the guest account.
        </p>
      )}
      <form {...form} className="grid gap-4">
        {!unusable && <FormError state={state} />}
        <TextField
          label="Recovery code"
          name="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={code}
          error={
            unusable
              ? "This code opens nothing. It was used, replaced by a newer one, or mistyped."
              : error && fieldErrors(error).code
          }
        />
        <div>
          <SubmitButton pending={pending}>Open guest account</SubmitButton>
        </div>
      </form>
    </>
  );
}

function Resumed({ guest }: Arrival) {
  const work = guest && workInWords(guest.counts);
  return (
    <Outcome>
      <h1 className="text-3xl">Welcome back</h1>
      <p>
        This browser has your guest account again. The code is used up: make a new one on your account page.
      </p>
      {work && <p>The guest who was here before left {work} behind.</p>}
      <div className="flex flex-wrap gap-3">
        {work && (
          <Link href="/welcome-back" className={button.primary}>
            Bring it along, or let it go
          </Link>
        )}
        <Link href="/" className={work ? button.secondary : button.primary}>
          Go to the start
        </Link>
      </div>
    </Outcome>
  );
}
