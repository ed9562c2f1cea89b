"use client";

import Link from "next/link";
import { type FormAction, useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Outcome } from "@/components/ui/outcome";
import { SubmitButton } from "@/components/ui/submit-button";
import type { FormState } from "@/lib/api/form-state";
import type { AnswerOf } from "@/lib/api/table";
import { workInWords } from "./work-text";

type MergeReceipt = AnswerOf<"POST /api/auth/merge">;

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
  const move = useForm(decide);
  const remove = useForm(decide);

  if (move.state.status === "done") return <Receipt {...move.state.data} next={next} />;
  if (remove.state.status === "done") return <Receipt {...remove.state.data} next={next} />;
  if (left === null) return <NothingToMove next={next} />;
  if (isOver(move.state) || isOver(remove.state)) {
    return (
      <Outcome>
        <NothingToMove next={next} />
      </Outcome>
    );
  }
  const pending = move.pending || remove.pending;
  const work = workInWords(left.counts);
  return (
    <>
      <h1 className="text-3xl">Move your guest work to this account?</h1>
      <p>
        Before you signed in here, you were using a guest account
        {work && (
          <>
            {" "}
            with <strong className="font-semibold">{work}</strong>
          </>
        )}
        . You can decide within the next{" "}
        <span>{left.minutes === 1 ? "minute" : `${left.minutes} minutes`}</span>. After that it can't be moved
        anymore.
      </p>
      <form {...move.form} className="grid justify-items-start gap-3">
        <FormError state={move.state} />
        <input type="hidden" name="decision" value="merge" />
        <SubmitButton pending={pending}>Move it</SubmitButton>
        <p className="text-muted text-sm">Everything moves to this account.</p>
      </form>
      <form {...remove.form} className="grid justify-items-start gap-3 border-line border-t pt-5">
        <FormError state={remove.state} />
        <input type="hidden" name="decision" value="discard" />
        <button type="submit" aria-disabled={pending || undefined} className={button.danger}>
          Delete it
        </button>
        <p className="text-muted text-sm">
          <span>{work ? `This permanently deletes ${work}.` : "This deletes the guest account."}</span> You
          can't undo this.
        </p>
      </form>
      <p>
        <Link href={next} className={button.quiet}>
          Decide later
        </Link>
      </p>
    </>
  );
}

function isOver(state: FormState<MergeReceipt>): boolean {
  return state.status === "failed" && state.error.code === "NOT_FOUND";
}

function Receipt({ decision, counts, next }: MergeReceipt & { next: string }) {
  const isMoved = decision === "merge";
  return (
    <Outcome>
      <h1 className="text-3xl">{isMoved ? "All moved" : "Deleted"}</h1>
      <p>
        {isMoved
          ? `${workInWords(counts) ?? "Everything you had"} moved to your account.`
          : "Everything you made as a guest is deleted. This account hasn't changed."}
      </p>
      <GoOn next={next} />
    </Outcome>
  );
}

function NothingToMove({ next }: { next: string }) {
  return (
    <>
      <h1 className="text-3xl">Nothing to move</h1>
      <p>
        There is no guest work to move to this account. You may have decided already, or more than 30 minutes
        have passed since you signed in.
      </p>
      <GoOn next={next} />
    </>
  );
}

function GoOn({ next }: { next: string }) {
  return (
    <Link href={next} className={button.primary}>
      {next === "/" ? "Go to homepage" : "Continue"}
    </Link>
  );
}
