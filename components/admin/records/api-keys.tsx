"use client";

import { Badge } from "@/components/admin/badge";
import { PersonLink } from "@/components/admin/people/person-link";
import { type FormAction, useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { FormError } from "@/components/ui/form-error";
import { Moment } from "@/components/ui/local-time";
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
