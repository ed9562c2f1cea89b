"use client";

import { PackageCheck, PackageX } from "lucide-react";
import Link from "next/link";
import type { GuestWork, MergeReceipt } from "@/lib/contract/wire";
import { button } from "./ui/button";
import { FormError } from "./ui/form-error";
import { Outcome } from "./ui/outcome";
import { SubmitButton } from "./ui/submit-button";
import { type FormAction, useForm } from "./use-form";
import { inWords } from "./work-text";

/** Asks whether the work of the guest who signed in comes along. Nothing moves before the answer. */
export function WelcomeBack({
  decide,
  counts,
  email,
  next,
}: {
  decide: FormAction<MergeReceipt>;
  counts: GuestWork["counts"] | null;
  email: string | null;
  next: string;
}) {
  const { state, pending, form } = useForm(decide);

  if (state.status === "done") return <Receipt receipt={state.data} next={next} />;
  if (counts === null || (state.status === "failed" && state.error.code === "NOT_FOUND"))
    return <NothingToBring next={next} />;
  return (
    <>
      <h1 className="text-3xl">Welcome back. Bring your work along?</h1>
      <p>
        {email === null ? (
          "You are back as the guest of your recovery code."
        ) : (
          <>
            You are signed in as <bdi className="font-semibold">{email}</bdi>.
          </>
        )}{" "}
        As a guest in this browser, you made before:
      </p>
      <ul className="grid gap-1 rounded-xl bg-raised px-5 py-4 font-semibold text-lg">
        {Object.entries(counts).map(([kind, count]) => (
          <li key={kind}>{inWords({ [kind]: count })}</li>
        ))}
      </ul>
      <FormError state={state} />
      <form {...form} className="flex flex-wrap gap-3">
        <SubmitButton pending={pending} name="decision" value="merge">
          Bring it along
        </SubmitButton>
        <button type="submit" name="decision" value="discard" className={button.secondary}>
          Throw it away
        </button>
      </form>
      <p className="text-muted text-sm">
        Nothing that you have already is changed by this. What is thrown away cannot be brought back. Without
        an answer within half an hour it is lost, too.
      </p>
    </>
  );
}

function Receipt({ receipt, next }: { receipt: MergeReceipt; next: string }) {
  const merged = receipt.decision === "merge";
  return (
    <Outcome title={merged ? "It came along" : "Thrown away"} icon={merged ? PackageCheck : PackageX}>
      <p>
        {merged
          ? `You have got ${inWords(receipt.counts) ?? "nothing"} more.`
          : "What you made as a guest is deleted. Everything else is as it was."}
      </p>
      <Link href={next} className={button.primary}>
        Go on
      </Link>
    </Outcome>
  );
}

function NothingToBring({ next }: { next: string }) {
  return (
    <>
      <h1 className="text-3xl">There is nothing to bring along</h1>
      <p role="status">
        It was decided already, or more than half an hour has passed since you signed in, or there was no
        guest’s work in this browser.
      </p>
      <div>
        <Link href={next} className={button.primary}>
          Go on
        </Link>
      </div>
    </>
  );
}
