import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { SearchParams } from "@/app/(auth)/search-params";
import { Section } from "@/components/account/section";
import { ApiKeys } from "@/components/admin/api-keys";
import { NewApiKey } from "@/components/admin/new-api-key";
import { Pager } from "@/components/admin/pager";
import { listApiKeys } from "@/lib/auth/api-keys";
import { nameUsers } from "@/lib/auth/user-names";
import { keysQuery } from "@/lib/contract/admin-schemas";
import { requireKeeper } from "@/lib/server/require-user";
import { createKey, revokeKey } from "./actions";

export const metadata: Metadata = { title: "API keys" };

export default async function KeysPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireKeeper();
  const { after } = keysQuery.parse(await searchParams);
  const page = await listApiKeys(ctx, { limit: 50, after });
  if (!page.ok) notFound();
  const { items } = page.data;
  const names = await nameUsers(
    ctx,
    items.map(({ createdBy }) => createdBy),
  );
  return (
    <>
      <h1 className="text-3xl">API keys</h1>
      <p className="max-w-2xl">
        A key opens the management API under <code className="font-mono">/api/v1</code> for your own servers.
        It opens no page, and no session opens the API.
      </p>
      <Section title="New key">
        <NewApiKey create={createKey} />
      </Section>
      <Section title="Keys">
        <ApiKeys keys={items} names={names} revoke={revokeKey} />
        <Pager path="/admin/keys" query={{}} after={page.data.after} isFirst={after === undefined} />
      </Section>
    </>
  );
}
