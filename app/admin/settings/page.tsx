import type { Metadata } from "next";
import { Section } from "@/components/account/section";
import { PersonLink } from "@/components/admin/people/person-link";
import { Settings } from "@/components/admin/settings/settings";
import { settingsInWords } from "@/components/admin/settings/settings-text";
import { Moment } from "@/components/ui/local-time";
import type { AuditEvent } from "@/lib/api/admin/admin-shapes";
import { configChange } from "@/lib/api/admin/management-schemas";
import type { SocialMethod } from "@/lib/api/social";
import { listAuditEvents } from "@/lib/auth/admin/audit-trail";
import { nameUsers } from "@/lib/auth/admin/user-list";
import { readConfig } from "@/lib/auth/settings/settings";
import { socialMethods } from "@/lib/server/authjs/credentials";
import { requireAdminContext } from "@/lib/server/require-user";
import { changeSettings } from "../actions";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const ctx = await requireAdminContext();
  const [config, events] = await Promise.all([
    readConfig(ctx.db, ctx.providers),
    listAuditEvents(ctx, { type: "settings.updated", limit: 20 }),
  ]);
  const saves = events.ok ? events.data.items : [];
  const names = await nameUsers(
    ctx,
    saves.map(({ actor }) => actor),
  );
  const providers = socialMethods();
  return (
    <>
      <h1 className="text-3xl">Settings</h1>
      <Settings config={config} providers={providers} change={changeSettings} />
      <Section title="History">
        {saves.length === 0 && <p className="text-muted">No changes yet.</p>}
        <ol className="grid max-w-3xl divide-y divide-line empty:hidden">
          {saves.map((save) => (
            <Save key={save.id} save={save} names={names} providers={providers} />
          ))}
        </ol>
      </Section>
    </>
  );
}

/** Who saved what, and when. */
function Save({
  save: { actor, createdAt, details },
  names,
  providers,
}: {
  save: AuditEvent;
  names: Record<string, string>;
  providers: readonly SocialMethod[];
}) {
  const changes = settingsInWords(configChange.safeParse(details).data ?? {}, providers);
  return (
    <li className="grid gap-1 py-3">
      <p className="text-muted text-sm">
        <PersonLink id={actor} names={names} /> · <Moment at={createdAt} />
      </p>
      <ul>
        {changes.map(({ what, value }) => (
          <li key={what}>
            {what}: <strong className="font-semibold">{value}</strong>
          </li>
        ))}
      </ul>
    </li>
  );
}
