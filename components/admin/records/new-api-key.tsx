"use client";

import { type FormAction, useForm } from "@/components/form/use-form";
import { organizationScopes } from "@/components/organizations/organization-text"; // eject: organizations
import { Choice } from "@/components/ui/choice";
import { CopyButton } from "@/components/ui/copy-button";
import { FieldFrame, Select, TextField } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Outcome } from "@/components/ui/outcome";
import { SubmitButton } from "@/components/ui/submit-button";
import { keyLifetimes, type Scope, scopes } from "@/lib/api/admin/scopes";

const meanings: Record<Scope, string> = {
  "users:read": "See users",
  "users:write": "Change and delete users, run the cleanup",
  "configuration:read": "See the settings",
  "configuration:write": "Change the settings",
  "audit:read": "See the audit trail",
  ...organizationScopes, // eject: organizations
};

const expiries = [
  { value: "never", name: "Never" },
  ...keyLifetimes.map((days) => ({ value: days, name: days === "365" ? "In a year" : `In ${days} days` })),
];

/** Creates a key, and shows it this once. */
export function NewApiKey({ create }: { create: FormAction<{ id: string; key: string }> }) {
  const { state, pending, form, errors, field } = useForm(create);
  if (state.status === "done") return <Shown apiKey={state.data.key} />;
  const failed = state.status === "failed" ? state : null;
  return (
    <form {...form} className="grid max-w-2xl gap-4">
      <FormError state={state} />
      <TextField
        label="Name"
        {...field("name")}
        hint="What the key is for"
        maxLength={100}
        autoComplete="off"
      />
      <FieldFrame label="Expires" error={errors.expiry}>
        {(wiring) => (
          <Select
            options={expiries}
            name="expiry"
            defaultValue={failed?.values.expiry ?? "never"}
            className="max-w-60"
            {...wiring}
          />
        )}
      </FieldFrame>
      <fieldset aria-describedby={errors.scopes && "scopes-error"} className="grid gap-1">
        <legend className="mb-1 font-semibold">Permissions</legend>
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
            hint={meanings[scope]}
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
        Copy this key now – <strong>you won't see it again.</strong>
      </p>
      <p className="max-w-2xl break-all rounded-xl bg-raised px-4 py-3 font-mono">{apiKey}</p>
      <div className="flex flex-wrap items-center gap-3">
        <CopyButton text={apiKey} label="Copy key" />
        <a
          href="/admin/keys"
          className="inline-flex min-h-11 items-center font-semibold text-accent underline underline-offset-4"
        >
          Create another key
        </a>
      </div>
    </Outcome>
  );
}
