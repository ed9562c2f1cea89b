"use client";

import Link from "next/link";
import { RequestKey } from "@/components/form/request-key";
import { type FormAction, useForm } from "@/components/form/use-form";
import { shownName, useSession } from "@/components/shell/session-provider";
import { button } from "@/components/ui/button";
import { TextField } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Outcome } from "@/components/ui/outcome";
import { SubmitButton } from "@/components/ui/submit-button";
import { withNext } from "@/lib/api/safe-path";
import type { AnswerOf } from "@/lib/api/table";
import { workInWords } from "./work-text";

type Recovered = AnswerOf<"POST /api/auth/anonymous/recover">;

/** Opens a guest account with its recovery code. `counts` is what the current user owns, by kind; `next` is the page to go on to. */
export function Resume({
  code,
  counts,
  next,
  recover,
}: {
  code: string;
  counts: Record<string, number>;
  next: string;
  recover: FormAction<Recovered>;
}) {
  const session = useSession();
  const { state, pending, form, errors } = useForm(recover);

  if (state.status === "done") return <Resumed {...state.data} next={next} />;
  const work = workInWords(counts);
  const isUnusable = state.status === "failed" && state.error.code === "TOKEN_INVALID";
  return (
    <>
      <h1 className="text-3xl">Open your guest account</h1>
      <p>Enter your recovery code. It works once.</p>
      {session.status === "guest" && work && (
        <p className="rounded-xl bg-banner px-4 py-3">
          This browser has another guest account with {work}. You can move it afterwards.
        </p>
      )}
      {session.status === "user" && (
        <p className="rounded-xl bg-banner px-4 py-3">
          You're signed in as <bdi className="font-semibold">{shownName(session.user)}</bdi>. The code
          switches this browser to the guest account.
        </p>
      )}
      <form {...form} className="grid gap-4">
        <RequestKey />
        {!isUnusable && <FormError state={state} />}
        <TextField
          label="Recovery code"
          name="code"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          defaultValue={code}
          error={
            isUnusable ? "That code doesn't work. It may have been used, replaced or mistyped." : errors.code
          }
        />
        <div>
          <SubmitButton pending={pending}>Open guest account</SubmitButton>
        </div>
      </form>
    </>
  );
}

function Resumed({ guest, next }: Recovered & { next: string }) {
  const work = guest && workInWords(guest.counts);
  return (
    <Outcome>
      <h1 className="text-3xl">Welcome back</h1>
      <p>
        Your guest account is open in this browser again. This code can't be used again: create a new one on
        your account page.
      </p>
      {work && <p>The guest account that was open here before has {work}.</p>}
      <div className="flex flex-wrap gap-3">
        {work && (
          <Link href={withNext("/welcome-back", next)} className={button.primary}>
            Move or delete it
          </Link>
        )}
        <Link href={next} className={work ? button.secondary : button.primary}>
          {next === "/" ? "Go to homepage" : "Continue"}
        </Link>
      </div>
    </Outcome>
  );
}
