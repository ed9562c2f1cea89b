"use client";

import { Badge } from "@/components/admin/badge";
import { PersonLink } from "@/components/admin/people/person-link";
import { type FormAction, useForm } from "@/components/form/use-form";
import { organizationScopes } from "@/components/organizations/organization-text"; // eject: organizations
import { button } from "@/components/ui/button";
import { Choice } from "@/components/ui/choice";
import { Confirm } from "@/components/ui/confirm";
import { CopyButton } from "@/components/ui/copy-button";
import { FieldFrame, Select, TextField } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Moment } from "@/components/ui/local-time";
import { Outcome } from "@/components/ui/outcome";
import { SubmitButton } from "@/components/ui/submit-button";
import { keyLifetimes, type Scope, scopes } from "@/lib/api/admin/scopes";
import type { ApiKey } from "@/lib/api/views";

/** All API keys, each with the form to revoke it. */
export function ApiKeys({
  keys,
  names,
  now,
  revoke,
}: {
  keys: readonly ApiKey[];
  names: Record<string, string>;
  /** Which keys have expired by now is the server's to say. */
  now: Date;
  revoke: FormAction<null>;
}) {
  if (keys.length === 0) return <p className="text-muted">No keys yet.</p>;
  return (
    <ul className="grid divide-y divide-line">
      {keys.map((key) => (
        <li key={key.id} className="grid gap-3 py-4 sm:grid-cols-[1fr_auto]">
          <div className="grid min-w-0 content-start gap-1">
            <h3 className="font-sans font-semibold text-base">
              <bdi>{key.name}</bdi> {endedAs(key, now) && <Badge>{endedAs(key, now)}</Badge>}
            </h3>
            <p className="font-mono text-sm">{key.prefix ?? "bk_live_"}…</p>
            <p className="font-mono text-sm">{key.scopes.join(" · ")}</p>
            <p className="text-muted text-sm">
              Created <Moment at={key.createdAt} /> by <PersonLink id={key.createdBy} names={names} />
            </p>
            <p className="text-muted text-sm">
              {key.lastUsedAt ? <Since what="Last used" at={key.lastUsedAt} /> : "Never used"}
            </p>
            <p className="text-muted text-sm">
              <End of={key} now={now} />
            </p>
          </div>
          {key.revokedAt === null && <Revocation apiKey={key} revoke={revoke} />}
        </li>
      ))}
    </ul>
  );
}

function Since({ what, at }: { what: string; at: Date }) {
  return (
    <>
      {what} <Moment at={at} />
    </>
  );
}

function End({ of: { revokedAt, expiresAt }, now }: { of: ApiKey; now: Date }) {
  if (revokedAt) return <Since what="Revoked" at={revokedAt} />;
  if (!expiresAt) return "Never expires";
  return <Since what={expiresAt <= now ? "Expired" : "Expires"} at={expiresAt} />;
}

function endedAs({ revokedAt, expiresAt }: ApiKey, now: Date): string | null {
  if (revokedAt) return "Revoked";
  return expiresAt && expiresAt <= now ? "Expired" : null;
}

function Revocation({ apiKey, revoke }: { apiKey: ApiKey; revoke: FormAction<null> }) {
  const { state, pending, form } = useForm(revoke);
  return (
    <Confirm label="Revoke…" about={apiKey.name} open={state.status === "failed"}>
      <form {...form} className="grid max-w-xs gap-3">
        <FormError state={state} />
        <input type="hidden" name="id" value={apiKey.id} />
        <p className="text-sm">Requests with this key will be refused from now on. You can't undo this.</p>
        <div>
          <button type="submit" aria-disabled={pending || undefined} className={button.danger}>
            Revoke key<span className="sr-only">: {apiKey.name}</span>
          </button>
        </div>
      </form>
    </Confirm>
  );
}

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
