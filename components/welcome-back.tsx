"use client";

import Link from "next/link";
import type { FormState } from "@/lib/contract/form-state";
import type { MergeReceipt } from "@/lib/contract/wire";
import { button } from "./ui/button";
import { FormError } from "./ui/form-error";
import { Outcome } from "./ui/outcome";
import { SubmitButton } from "./ui/submit-button";
import { type FormAction, useForm } from "./use-form";
import { workInWords } from "./work-text";

/** What a guest left behind, and how many minutes are left to decide. */
export type LeftBehind = { counts: Record<string, number>; minutes: number };

/** Asks what becomes of a guest's work: it moves into this account, or it is deleted. Nothing happens by itself. */
export function WelcomeBack({
  left,
  decide,
  next,
}: {
  left: LeftBehind | null;
  decide: FormAction<MergeReceipt>;
  next: string;
}) {
  const bring = useForm(decide);
  const letGo = useForm(decide);

  if (bring.state.status === "done") return <Receipt {...bring.state.data} next={next} />;
  if (letGo.state.status === "done") return <Receipt {...letGo.state.data} next={next} />;
  if (left === null) return <NothingWaits next={next} />;
  if (isOver(bring.state) || isOver(letGo.state)) {
    return (
      <Outcome>
        <NothingWaits next={next} />
      </Outcome>
    );
  }
  const pending = bring.pending || letGo.pending;
  const work = workInWords(left.counts);
  return (
    <>
      <h1 className="text-3xl">Bring your guest work along?</h1>
      <p>
        Before you signed in here, you were a guest
        {work ? (
          <>
            {" "}
            with <strong className="font-semibold">{work}</strong>
          </>
        ) : (
          " who kept nothing yet"
        )}
        . You can decide for another {left.minutes === 1 ? "minute" : `${left.minutes} minutes`}. After that
        it cannot be brought along any more.
      </p>
      <form {...bring.form} className="grid justify-items-start gap-3">
        <FormError state={bring.state} />
        <input type="hidden" name="decision" value="merge" />
        <SubmitButton pending={pending}>Bring it along</SubmitButton>
        <p className="text-muted text-sm">All of it moves into this account.</p>
      </form>
      <form {...letGo.form} className="grid justify-items-start gap-3 border-line border-t pt-5">
        <FormError state={letGo.state} />
        <input type="hidden" name="decision" value="discard" />
        <button type="submit" aria-disabled={pending || undefined} className={button.danger}>
          Let it go
        </button>
        <p className="text-muted text-sm">
          {work ? `This deletes ${work} for good.` : "This deletes the guest account."} Nobody can bring it
          back.
        </p>
      </form>
    </>
  );
}

function isOver(state: FormState<MergeReceipt>): boolean {
  return state.status === "failed" && state.error.code === "NOT_FOUND";
}

function Receipt({ decision, counts, next }: MergeReceipt & { next: string }) {
  const merged = decision === "merge";
  return (
    <Outcome>
      <h1 className="text-3xl">{merged ? "It is all here" : "It is gone"}</h1>
      <p>
        {merged
          ? `${workInWords(counts) ?? "Everything you had"} came along into this account.`
          : "What you made as a guest is deleted. This account is as it was."}
      </p>
      <Link href={next} className={button.primary}>
        {next === "/" ? "Go to the start" : "Continue"}
      </Link>
    </Outcome>
  );
}

function NothingWaits({ next }: { next: string }) {
  return (
    <>
      <h1 className="text-3xl">Nothing is waiting here</h1>
      <p>
        There is no guest work to bring along: it was decided already, there was none, or the half hour after
        the sign-in is over.
      </p>
      <Link href={next} className={button.primary}>
        {next === "/" ? "Go to the start" : "Continue"}
      </Link>
    </>
  );
}
