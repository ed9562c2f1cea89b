import type { Metadata } from "next";
import type { SearchParams } from "@/app/(auth)/search-params";
import { Section } from "@/components/account/section";
import { Pager } from "@/components/admin/pager";
import { ApiKeys, NewApiKey } from "@/components/admin/records/api-keys";
import { keysQuery } from "@/lib/api/admin/admin-forms";
import { listApiKeys } from "@/lib/auth/admin/api-keys";
import { nameUsers } from "@/lib/auth/admin/user-list";
import { missingPage } from "@/lib/server/request/requested-path";
import { requireAdminContext } from "@/lib/server/require-user";
import { createKey, revokeKey } from "../actions";

export const metadata: Metadata = { title: "API keys" };

export default async function KeysPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminContext();
  const { after } = keysQuery.parse(await searchParams);
  const page = await listApiKeys(ctx, { limit: 50, after });
  if (!page.ok) return missingPage();
  const { items } = page.data;
  const names = await nameUsers(
    ctx,
    items.map(({ createdBy }) => createdBy),
  );
  return (
    <>
      <h1 className="text-3xl">API keys</h1>
      <p className="max-w-2xl">
        Your servers use a key to call the management API under <code className="font-mono">/api/v1</code>.
        Keys work for the API only, not for these pages. Revoke the ones you no longer use.
      </p>
      <Section title="New key">
        <NewApiKey create={createKey} />
      </Section>
      <Section title="Keys">
        <ApiKeys keys={items} names={names} now={ctx.clock()} revoke={revokeKey} />
        <Pager path="/admin/keys" query={{}} after={page.data.after} isFirst={after === undefined} />
      </Section>
    </>
  );
}
