import type { Metadata } from "next";
import Link from "next/link";
import type { SearchParams } from "@/app/(auth)/search-params";
import { KindBadge } from "@/components/admin/badge";
import { inFigures } from "@/components/admin/figures";
import { Filter, FilterField } from "@/components/admin/filters";
import { Pager } from "@/components/admin/pager";
import { cell, heading, table } from "@/components/admin/table";
import { link } from "@/components/ui/button";
import { Moment } from "@/components/ui/local-time";
import { peopleQuery } from "@/lib/api/admin/admin-forms";
import { ok, type Result } from "@/lib/api/result";
import type { User } from "@/lib/api/shapes";
import {
  countUsers,
  type FoundUsers,
  listUsers,
  searchUsers,
  type UserQuery,
} from "@/lib/auth/admin/user-list";
import type { AdminContext } from "@/lib/auth/core/context";
import { missingPage } from "@/lib/server/request/requested-path";
import { requireAdminContext } from "@/lib/server/require-user";

export const metadata: Metadata = { title: "People" };

const kinds = [
  { value: "all", name: "Everyone" },
  { value: "guests", name: "Guests" },
  { value: "accounts", name: "Accounts" },
];

const sorts = [
  { value: "created", name: "Newest first" },
  { value: "active", name: "Last active first" },
];

const isAnonymous = { all: undefined, guests: true, accounts: false };

export default async function PeoplePage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireAdminContext();
  const asked = await searchParams;
  const { search, kind, sort, after } = peopleQuery.parse(asked);
  const query = { sort, after, isAnonymous: isAnonymous[kind], limit: 50 };
  const page = await (search === "" ? listWithTotal(ctx, query) : searchUsers(ctx, { ...query, search }));
  if (!page.ok) return missingPage();
  const { items, total, isCut, isClose } = page.data;
  return (
    <>
      <h1 className="text-3xl">People</h1>
      {asked.deleted !== undefined && (
        <p role="status" className="rounded-xl bg-success-soft px-4 py-3">
          The account and everything in it was deleted.
        </p>
      )}
      <Filter
        action="/admin/users"
        layout="grid-cols-2 *:first:col-span-2 sm:grid-cols-[2fr_1fr_1fr_auto] sm:*:first:col-span-1"
      >
        <FilterField label="Name, email or id" name="search" value={search} />
        <FilterField label="Type" name="kind" value={kind} options={kinds} />
        <FilterField label="Sort by" name="sort" value={sort} options={sorts} />
      </Filter>
      {isClose && <p role="status">No exact match – showing similar people</p>}
      {isCut && (
        <p role="status">
          More than 1,000 people match, and these are some of them. Search for something more specific.
        </p>
      )}
      {!isCut && items.length > 0 && <p>{`${inFigures(total)} ${total === 1 ? "person" : "people"}`}</p>}
      <People users={items} />
      <Pager
        path="/admin/users"
        query={{ search, kind, sort }}
        after={page.data.after}
        isFirst={after === undefined}
      />
    </>
  );
}

async function listWithTotal(ctx: AdminContext, query: UserQuery): Promise<Result<FoundUsers>> {
  const [page, total] = await Promise.all([listUsers(ctx, query), countUsers(ctx, query)]);
  return page.ok ? ok({ ...page.data, total, isCut: false, isClose: false }) : page;
}

const columns = [
  { title: "Person", width: "" },
  { title: "Type", width: "w-28" },
  { title: "Last active", width: "w-60" },
  { title: "Joined", width: "w-60" },
];

/** Users in columns, each with the way to their page; on a phone one below the other. */
function People({ users }: { users: readonly User[] }) {
  if (users.length === 0) return <p role="status">No people match.</p>;
  return (
    <table className={`${table} border-line border-t lg:table-fixed`}>
      <caption className="sr-only">People</caption>
      <thead className="max-lg:sr-only">
        <tr>
          {columns.map(({ title, width }) => (
            <th key={title} scope="col" className={`${heading} ${width}`}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {users.map((user) => (
          <tr
            key={user.id}
            className="max-lg:grid max-lg:gap-y-1 max-lg:border-line max-lg:border-b max-lg:py-3"
          >
            <th scope="row" className={`${cell} ${stacked} font-normal`}>
              <Link href={`/admin/users/${user.id}`} className={`${link} wrap-anywhere inline-block min-h-6`}>
                <bdi>{user.name ?? user.email ?? user.id}</bdi>
              </Link>
              {user.name !== null && user.email !== null && (
                <bdi className="wrap-anywhere block text-muted text-sm">{user.email}</bdi>
              )}
            </th>
            <td className={`${cell} ${stacked}`}>
              <KindBadge user={user} />
            </td>
            <Time name="Active" at={user.lastActiveAt} />
            <Time name="Joined" at={user.createdAt} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}

const stacked = "align-baseline! max-lg:border-0 max-lg:p-0";

/** Its column says what the time is; a phone has no columns. */
function Time({ name, at }: { name: string; at: Date }) {
  return (
    <td className={`${cell} ${stacked} text-muted text-sm`}>
      <span className="lg:hidden">{name} </span>
      <Moment at={at} />
    </td>
  );
}
