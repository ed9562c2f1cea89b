import type { Metadata } from "next";
import type { SearchParams } from "@/app/(auth)/search-params";
import { Filter, FilterField } from "@/components/admin/filters";
import { methodNames } from "@/components/admin/method-names";
import { Pager } from "@/components/admin/pager";
import { eventTypeText } from "@/components/admin/records/event-text";
import { Events } from "@/components/admin/records/events";
import { button } from "@/components/ui/button";
import { listAuditEvents } from "@/lib/auth/admin/audit-trail";
import { nameUsers } from "@/lib/auth/admin/user-list";
import { auditMeanings } from "@/lib/auth/core/audit";
import { socialMethods } from "@/lib/server/authjs/credentials";
import { missingPage } from "@/lib/server/request/requested-path";
import { requireAdminContext } from "@/lib/server/require-user";
import { auditInput } from "./audit-input";

export const metadata: Metadata = { title: "Audit" };

const eventTypes = [
  { value: "", name: "All events" },
  ...Object.keys(auditMeanings).map((type) => ({ value: type, name: eventTypeText(type) })),
];

export default async function AuditPage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminContext();
  const { asked, range, after } = await auditInput(ctx, await searchParams);
  const page = await listAuditEvents(ctx, { ...range, after, limit: 50 });
  if (!page.ok) return missingPage();
  const { items } = page.data;
  const names = await nameUsers(
    ctx,
    items.flatMap(({ userId, actor }) => [userId, actor]),
  );
  return (
    <>
      <h1 className="text-3xl">Audit</h1>
      <Filter action="/admin/audit" layout="sm:grid-cols-2 lg:grid-cols-[1.2fr_1.6fr_1fr_1fr_auto]">
        <FilterField label="Event" name="type" value={asked.type} options={eventTypes} />
        <FilterField label="Person, by id or email" name="user" value={asked.user} />
        <FilterField label="From (UTC)" type="date" name="from" value={asked.from} />
        <FilterField label="To (UTC)" type="date" name="to" value={asked.to} />
      </Filter>
      <p>
        <a href={`/admin/audit/export?${new URLSearchParams(asked)}`} className={button.secondary}>
          Export as CSV
        </a>
      </p>
      <Events events={items} names={names} methods={methodNames(socialMethods())} />
      <Pager path="/admin/audit" query={asked} after={page.data.after} isFirst={after === undefined} />
    </>
  );
}
