import { fieldErrors } from "@/components/form/error-text";
import { type FormAction, useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { Day } from "@/components/ui/day";
import { TextField } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Outcome } from "@/components/ui/outcome";
import { PasswordField } from "@/components/ui/password-field";
import type { AnswerOf } from "@/lib/api/table";
import type { Passkey } from "@/lib/features/passkeys/api";

type Renamed = AnswerOf<"PATCH /api/auth/passkeys/:id">;

export type PasskeyActions = { rename: FormAction<Renamed>; remove: FormAction<null> };

/** One passkey: its name and when it was used, with forms to rename and to remove it. */
export function PasskeyItem({
  passkey,
  hasPassword,
  rename,
  remove,
}: { passkey: Passkey; hasPassword: boolean } & PasskeyActions) {
  const renaming = useForm(rename);
  const removal = useForm(remove);
  const { name } = renaming.state.status === "done" ? renaming.state.data : passkey;
  const shown = name ?? "Passkey without a name";

  if (removal.state.status === "done") {
    return (
      <li>
        <Outcome>
          <p>
            You can't sign in with <bdi className="font-semibold">{shown}</bdi> anymore. Delete it on your
            device, too.
          </p>
        </Outcome>
      </li>
    );
  }
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p>
        <bdi className="font-semibold">{shown}</bdi>
        <span className="block text-muted text-sm">
          {passkey.isSynced ? "On several devices" : "On one device"} · Added on{" "}
          <Day at={passkey.createdAt} />
          {passkey.lastUsedAt !== null && (
            <>
              {" "}
              · Last used on <Day at={passkey.lastUsedAt} />
            </>
          )}
        </span>
      </p>
      <div className="flex flex-wrap gap-3 has-[[open]]:basis-full">
        <Renaming id={passkey.id} name={name} about={shown} {...renaming} />
        <Removal id={passkey.id} about={shown} hasPassword={hasPassword} {...removal} />
      </div>
    </li>
  );
}

function Renaming({
  id,
  name,
  about,
  state,
  pending,
  form,
}: { id: string; name: string | null; about: string } & ReturnType<typeof useForm<Renamed>>) {
  const errors = state.status === "failed" ? fieldErrors(state.error) : {};
  return (
    <Confirm label="Rename" about={about} open={state.status === "failed"}>
      <form {...form} className="grid w-full gap-3">
        <FormError state={state} />
        <input type="hidden" name="id" value={id} />
        <TextField
          label="New name"
          name="name"
          autoComplete="off"
          defaultValue={name ?? ""}
          error={errors.name}
        />
        <div>
          <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
            Save name<span className="sr-only"> of {about}</span>
          </button>
        </div>
      </form>
    </Confirm>
  );
}

function Removal({
  id,
  about,
  hasPassword,
  state,
  pending,
  form,
}: { id: string; about: string; hasPassword: boolean } & ReturnType<typeof useForm<null>>) {
  const errors = state.status === "failed" ? fieldErrors(state.error) : {};
  return (
    <Confirm label="Remove" about={about} open={state.status === "failed"}>
      <form {...form} className="grid w-full gap-3">
        <FormError state={state} hidden="id" />
        <p>You won't be able to sign in with it anymore.</p>
        <input type="hidden" name="id" value={id} />
        {hasPassword && <PasswordField autoComplete="current-password" error={errors.password} />}
        <div>
          <button type="submit" aria-disabled={pending || undefined} className={button.danger}>
            Remove passkey<span className="sr-only">: {about}</span>
          </button>
        </div>
      </form>
    </Confirm>
  );
}
