import type { Metadata } from "next";
import { Section } from "@/components/account/section";
import { Settings } from "@/components/admin/settings";
import { SettingsHistory } from "@/components/admin/settings-history";
import { listAuditEvents } from "@/lib/auth/audit-trail";
import { readConfig } from "@/lib/auth/config";
import { nameUsers } from "@/lib/auth/user-names";
import { configChange } from "@/lib/contract/management-schemas";
import { socialMethods } from "@/lib/server/credentials";
import { requireKeeper } from "@/lib/server/require-user";
import { changeSettings } from "./actions";

export const metadata: Metadata = { title: "Settings" };

export default async function SettingsPage() {
  const ctx = await requireKeeper();
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
      <Section title="Who changed what">
        <SettingsHistory saves={saves} names={names} providers={providers} />
      </Section>
    </>
  );
}
