"use client";

import { type Scope, scopes } from "@/lib/contract/scopes";
import { fieldErrors } from "../error-text";
import { Choice } from "../ui/choice";
import { CopyButton } from "../ui/copy-button";
import { TextField } from "../ui/field";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { SubmitButton } from "../ui/submit-button";
import { type FormAction, useForm } from "../use-form";

const meaning: Record<Scope, string> = {
  "users:read": "See users and organizations",
  "users:write": "Change and delete users, add organizations, run the cleanup",
  "configuration:read": "See the settings",
  "configuration:write": "Change the settings",
  "audit:read": "See the audit trail",
};

/** Makes a key, and shows it this once. */
export function NewApiKey({ create }: { create: FormAction<{ id: string; key: string }> }) {
  const { state, pending, form } = useForm(create);
  if (state.status === "done") return <Shown apiKey={state.data.key} />;
  const failed = state.status === "failed" ? state : null;
  const errors = failed ? fieldErrors(failed.error) : {};
  return (
    <form {...form} className="grid max-w-2xl gap-4">
      <FormError state={state} />
      <TextField
        label="Name"
        name="name"
        hint="What the key is for."
        maxLength={100}
        autoComplete="off"
        defaultValue={failed?.values.name}
        error={errors.name}
      />
      <fieldset aria-describedby={errors.scopes && "scopes-error"} className="grid gap-1">
        <legend className="mb-1 font-semibold">What it may do</legend>
        {errors.scopes && (
          <p id="scopes-error" className="font-medium text-danger text-sm">
            {errors.scopes}
          </p>
        )}
        {scopes.map((scope) => (
          <Choice
            key={scope}
            type="checkbox"
            name={scope}
            label={<code className="font-mono">{scope}</code>}
            hint={meaning[scope]}
            defaultChecked={failed?.values[scope] === "on"}
            aria-invalid={errors.scopes ? true : undefined}
          />
        ))}
      </fieldset>
      <div>
        <SubmitButton pending={pending}>Create key</SubmitButton>
      </div>
    </form>
  );
}

function Shown({ apiKey }: { apiKey: string }) {
  return (
    <Outcome>
      <p>
        Keep this key somewhere safe now: <strong>it is not shown again.</strong>
      </p>
      <p className="max-w-2xl break-all rounded-xl bg-raised px-4 py-3 font-mono">{apiKey}</p>
      <div className="flex flex-wrap items-center gap-3">
        <CopyButton text={apiKey} label="Copy the key" />
        <a
          href="/admin/keys"
          className="inline-flex min-h-11 items-center font-semibold text-accent underline underline-offset-4"
        >
          Make another
        </a>
      </div>
    </Outcome>
  );
}
