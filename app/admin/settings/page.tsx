import type { Metadata } from "next";
import { Section } from "@/components/account/section";
import { Settings } from "@/components/admin/settings/settings";
import { SettingsHistory } from "@/components/admin/settings/settings-history";
import { configChange } from "@/lib/api/admin/management-schemas";
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
  const saves = (events.ok ? events.data.items : []).map(({ id, createdAt: at, actor: by, details }) => ({
    id,
    at,
    by,
    change: configChange.safeParse(details).data ?? {},
  }));
  const names = await nameUsers(
    ctx,
    saves.map(({ by }) => by),
  );
  const providers = socialMethods();
  return (
    <>
      <h1 className="text-3xl">Settings</h1>
      <Settings config={config} providers={providers} change={changeSettings} />
      <Section title="History">
        <SettingsHistory saves={saves} names={names} providers={providers} />
      </Section>
    </>
  );
}
