"use client";

import Link from "next/link";
import { guestsInWords } from "@/components/admin/figures";
import { type FormAction, useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Outcome } from "@/components/ui/outcome";
import type { CleanupReport } from "@/lib/api/admin/admin-shapes";

/** Asks once more before guests are removed, and then says what was done. */
export function CleanupRun({ wouldDelete, run }: { wouldDelete: number; run: FormAction<CleanupReport> }) {
  const { state, pending, form } = useForm(run);
  if (state.status === "done") return <Done {...state.data} />;
  if (wouldDelete === 0) return <NothingToRemove />;
  return (
    <div className="grid max-w-2xl gap-5">
      <h1 className="text-3xl">Remove {guestsInWords(wouldDelete)}?</h1>
      <p>
        This permanently deletes the guests and everything they own. Guests who come back, create an account
        or become protected in the meantime are kept.
      </p>
      <form {...form} className="grid gap-4">
        <FormError state={state} />
        <div className="flex flex-wrap gap-3">
          <Link href="/admin/cleanup" className={button.primary}>
            Cancel
          </Link>
          <button type="submit" aria-disabled={pending || undefined} className={button.danger}>
            {pending ? "Deleting…" : "Delete guests"}
          </button>
        </div>
      </form>
    </div>
  );
}

function NothingToRemove() {
  return (
    <>
      <h1 className="text-3xl">No guests to remove</h1>
      <p>No guest has been inactive for longer than the maximum age.</p>
      <BackToCleanup />
    </>
  );
}

function Done({ deleted, remaining }: CleanupReport) {
  return (
    <Outcome>
      <h1 className="text-3xl">{guestsInWords(deleted)} removed</h1>
      <p>
        {remaining === 0
          ? "No inactive guests are left."
          : `${guestsInWords(remaining)} ${remaining === 1 ? "is" : "are"} left. The next run continues from here.`}
      </p>
      <BackToCleanup />
    </Outcome>
  );
}

function BackToCleanup() {
  return (
    <p>
      <Link href="/admin/cleanup" className={button.primary}>
        Back to cleanup
      </Link>
    </p>
  );
}
