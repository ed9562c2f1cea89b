import type { Metadata } from "next";
import { notFound } from "next/navigation";
import type { SearchParams } from "@/app/(auth)/search-params";
import { Pager } from "@/components/admin/pager";
import { People } from "@/components/admin/people";
import { PeopleFilter } from "@/components/admin/people-filter";
import { listUsers } from "@/lib/auth/user-list";
import { searchUsers } from "@/lib/auth/user-search";
import { peopleQuery } from "@/lib/contract/admin-schemas";
import { requireKeeper } from "@/lib/server/require-user";

export const metadata: Metadata = { title: "People" };

const isAnonymous = { all: undefined, guests: true, members: false };

export default async function PeoplePage({ searchParams }: { searchParams: SearchParams }) {
  const ctx = await requireKeeper();
  const asked = await searchParams;
  const { search, kind, sort, after } = peopleQuery.parse(asked);
  const wish = { sort, after, isAnonymous: isAnonymous[kind], limit: 50 };
  const page = search === "" ? await listUsers(ctx, wish) : await searchUsers(ctx, { ...wish, search });
  if (!page.ok) notFound();
  const isCut = "isCut" in page.data && page.data.isCut;
  return (
    <>
      <h1 className="text-3xl">People</h1>
      {asked.deleted !== undefined && (
        <p role="status" className="rounded-xl bg-success-soft px-4 py-3">
          The account is deleted, with everything that was in it.
        </p>
      )}
      <PeopleFilter search={search} kind={kind} sort={sort} />
      {isCut && (
        <p role="status">More than a thousand people match; these are some of them. Search for more words.</p>
      )}
      <People users={page.data.items} />
      <Pager
        path="/admin/users"
        query={{ search, kind, sort }}
        after={page.data.after}
        isFirst={after === undefined}
      />
    </>
  );
}
