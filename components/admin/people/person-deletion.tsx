"use client";

import Link from "next/link";
import { type FormAction, useForm } from "@/components/form/use-form";
import { workInWords } from "@/components/guest/work-text";
import { button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { FormError } from "@/components/ui/form-error";
import type { Person } from "@/lib/api/views";

/** The step before an account is deleted: counts what is deleted with it, and asks to confirm. */
export function PersonDeletion({
  person: { user, counts, sessions },
  remove,
}: {
  person: Person;
  remove: FormAction<{ deleted: true }>;
}) {
  const { state, pending, form, errors } = useForm(remove);
  const name = user.name ?? user.email ?? user.id;
  const all = workInWords({ ...counts, sessions: sessions.length });
  return (
    <>
      <h1 className="text-3xl">
        Delete <bdi>{name}</bdi>?
      </h1>
      <p className="max-w-2xl">
        This permanently deletes the account
        {all && (
          <>
            , <strong className="font-semibold">{all}</strong>
          </>
        )}
        . You can't undo this. The audit trail stays.
      </p>
      {/* eject-start: organizations */}
      {counts.memberships && (
        <p className="max-w-2xl">
          Organizations they alone own pass to another member, or are deleted if there is none.
        </p>
      )}
      {/* eject-end: organizations */}
      <form {...form} className="grid max-w-2xl gap-4">
        <FormError state={state} />
        <input type="hidden" name="id" value={user.id} />
        <Choice
          type="checkbox"
          name="confirm"
          label="Yes, delete this account and everything in it"
          error={errors.confirm}
        />
        <div className="flex flex-wrap gap-3">
          <Link href={`/admin/users/${user.id}`} className={button.primary}>
            Cancel
          </Link>
          <button type="submit" aria-disabled={pending || undefined} className={button.danger}>
            Delete account
          </button>
        </div>
      </form>
    </>
  );
}
