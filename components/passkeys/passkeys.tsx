"use client";

import { useRouter } from "next/navigation";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { deviceName } from "@/components/account/device-name";
import { Section } from "@/components/account/section";
import { fieldErrors } from "@/components/form/error-text";
import { type FormAction, useForm } from "@/components/form/use-form";
import { useSignInMethods } from "@/components/sign-in/sign-in-methods";
import { button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { TextField } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Day } from "@/components/ui/local-time";
import { Outcome } from "@/components/ui/outcome";
import { PasswordField } from "@/components/ui/password-field";
import type { AnswerOf } from "@/lib/api/table";
import { authClient } from "@/lib/auth-client";
import type { Passkey } from "@/lib/features/passkeys/api";
import { PasskeyButton, usePrompt, useSupportsPasskeys } from "./passkey-button";

/** The current user's passkeys, with a form to add one. While passkeys are off, only existing ones are shown. */
export function Passkeys({
  passkeys,
  hasPassword,
  ...actions
}: { passkeys: Passkey[]; hasPassword: boolean } & PasskeyActions) {
  const { passkey: isOn } = useSignInMethods();
  if (!isOn && passkeys.length === 0) return null;
  return (
    <Section title="Your passkeys">
      <p>
        Sign in with your fingerprint, face or a security key – no password. Add a second one as a backup.
      </p>
      <ul className="grid gap-5 empty:hidden">
        {passkeys.map((each) => (
          <PasskeyItem key={each.id} passkey={each} hasPassword={hasPassword} {...actions} />
        ))}
      </ul>
      {isOn ? (
        <NewPasskeyForm hasPassword={hasPassword} />
      ) : (
        <p className="text-muted">Passkeys are turned off at the moment. You can't sign in with them.</p>
      )}
    </Section>
  );
}

type Renamed = AnswerOf<"PATCH /api/auth/passkeys/:id">;

type PasskeyActions = { rename: FormAction<Renamed>; remove: FormAction<null> };

/** One passkey: its name and when it was used, with forms to rename and to remove it. */
function PasskeyItem({
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
  field,
}: { id: string; name: string | null; about: string } & ReturnType<typeof useForm<Renamed>>) {
  return (
    <Confirm label="Rename" about={about} open={state.status === "failed"}>
      <form {...form} className="grid w-full gap-3">
        <FormError state={state} />
        <input type="hidden" name="id" value={id} />
        <TextField label="New name" {...field("name", name)} autoComplete="off" />
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
  errors,
}: { id: string; about: string; hasPassword: boolean } & ReturnType<typeof useForm<null>>) {
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

/** Adds a passkey: a name, and the password where there is one, then the browser's prompt. */
function NewPasskeyForm({ hasPassword }: { hasPassword: boolean }) {
  const router = useRouter();
  const form = useRef<HTMLFormElement>(null);
  const [added, setAdded] = useState<string | null>(null);
  const { open, error, pending } = usePrompt<AnswerOf<"POST /api/auth/passkey/register">>(() => {
    form.current?.reset();
    router.refresh();
  });
  const { password: wrongPassword } = error ? fieldErrors(error) : {};
  const supported = useSupportsPasskeys();

  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);

  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const { name: given, password } = Object.fromEntries(new FormData(event.currentTarget));
    const name = String(given) || deviceName(navigator.userAgent);
    setAdded(name);
    open(() => authClient.passkey.register({ name, ...(hasPassword && { password: String(password) }) }));
  }

  if (!supported) return null;
  return (
    <form ref={form} onSubmit={add} noValidate className="grid gap-4 no-script:hidden">
      <TextField label="Name of the new passkey" name="name" optional maxLength={60} autoComplete="off" />
      {hasPassword && <PasswordField autoComplete="current-password" error={wrongPassword} />}
      <div className="justify-self-start">
        <PasskeyButton pending={pending} error={wrongPassword ? null : error}>
          Add a passkey
        </PasskeyButton>
      </div>
      <p role="status" className="empty:hidden">
        {added !== null && !pending && error === null && `You can now sign in with “${added}”.`}
      </p>
    </form>
  );
}
