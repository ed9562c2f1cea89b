"use client";

import Link from "next/link";
import type { CleanupReport } from "@/lib/contract/wire";
import { button } from "../ui/button";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { type FormAction, useForm } from "../use-form";
import { guestsInWords } from "./settings-text";

/** Asks once more before guests are removed, and then says what was done. */
export function CleanupRun({ wouldDelete, run }: { wouldDelete: number; run: FormAction<CleanupReport> }) {
  const { state, pending, form } = useForm(run);
  if (state.status === "done") return <Done {...state.data} />;
  return (
    <div className="grid max-w-2xl gap-5">
      <h1 className="text-3xl">Remove {guestsInWords(wouldDelete)}?</h1>
      <p>
        They go with everything they own, for good. Whoever comes back, creates an account, or gets something
        that protects them before their turn stays.
      </p>
      <form {...form} className="grid gap-4">
        <FormError state={state} />
        <div className="flex flex-wrap gap-3">
          <Link href="/admin/cleanup" className={button.primary}>
            Keep them
          </Link>
          <button type="submit" aria-disabled={pending || undefined} className={button.danger}>
            {pending ? "Removing…" : "Remove them for good"}
          </button>
        </div>
      </form>
    </div>
  );
}

function Done({ deleted, remaining }: CleanupReport) {
  return (
    <Outcome>
      <h1 className="text-3xl">{guestsInWords(deleted)} removed</h1>
      <p>
        {remaining === 0
          ? "Nobody is left who has been away for too long."
          : `Time ran out before ${guestsInWords(remaining)} more. The next run goes on from here.`}
      </p>
      <p>
        <Link href="/admin/cleanup" className={button.primary}>
          Back to the cleanup
        </Link>
      </p>
    </Outcome>
  );
}
