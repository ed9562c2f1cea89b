"use client";

import Link from "next/link";
import type { Person } from "@/lib/contract/wire";
import { fieldErrors } from "../error-text";
import { button } from "../ui/button";
import { Choice } from "../ui/choice";
import { FormError } from "../ui/form-error";
import { type FormAction, useForm } from "../use-form";
import { workInWords } from "../work-text";

/** The step before somebody's account is gone: counts what goes with it, and wants a word. */
export function PersonDeletion({
  person: { user, counts, sessions },
  remove,
}: {
  person: Person;
  remove: FormAction<{ deleted: true }>;
}) {
  const { state, pending, form } = useForm(remove);
  const refused = state.status === "failed" ? fieldErrors(state.error).confirm : undefined;
  const name = user.name ?? user.email ?? user.id;
  return (
    <>
      <h1 className="text-3xl">
        Delete <bdi>{name}</bdi>?
      </h1>
      <p className="max-w-2xl">
        With the account go{" "}
        <strong className="font-semibold">{workInWords(counts) ?? "nothing they made"}</strong> and{" "}
        {workInWords({ sessions: sessions.length }) ?? "no session"}, for good. Nobody can bring it back. The
        audit trail stays.
      </p>
      {counts.memberships && (
        <p className="max-w-2xl">
          An organization that only they own goes to another member, or with them where there is none.
        </p>
      )}
      <form {...form} className="grid max-w-2xl gap-4">
        <FormError state={state} />
        <input type="hidden" name="id" value={user.id} />
        <Choice
          type="checkbox"
          name="confirm"
          label="Yes, delete this account and everything in it"
          error={refused}
        />
        <div className="flex flex-wrap gap-3">
          <Link href={`/admin/users/${user.id}`} className={button.primary}>
            Keep it
          </Link>
          <button type="submit" aria-disabled={pending || undefined} className={button.danger}>
            Delete for good
          </button>
        </div>
      </form>
    </>
  );
}
