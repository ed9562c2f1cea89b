import type { Passkey } from "@/lib/contract/passkeys";
import { Day } from "../day";
import { fieldErrors } from "../error-text";
import { button } from "../ui/button";
import { Confirm } from "../ui/confirm";
import { TextField } from "../ui/field";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { PasswordField } from "../ui/password-field";
import { type FormAction, useForm } from "../use-form";

export type PasskeyActions = { rename: FormAction<Passkey>; remove: FormAction<null> };

/** One passkey: what it is called, when it was used, and behind a click another name for it, or its end. */
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
            <bdi className="font-semibold">{shown}</bdi> lets nobody in any more. Delete it on its own device,
            too.
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
}: { id: string; name: string | null; about: string } & ReturnType<typeof useForm<Passkey>>) {
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
        <p>You cannot sign in with it any more then.</p>
        <input type="hidden" name="id" value={id} />
        {hasPassword && <PasswordField autoComplete="current-password" error={errors.password} />}
        <div>
          <button type="submit" aria-disabled={pending || undefined} className={button.danger}>
            Remove for good<span className="sr-only">: {about}</span>
          </button>
        </div>
      </form>
    </Confirm>
  );
}
