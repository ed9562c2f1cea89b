import { FilterField } from "@/components/admin/filter-field";
import { button } from "@/components/ui/button";

const kinds = [
  { value: "all", name: "Everyone" },
  { value: "guests", name: "Guests" },
  { value: "accounts", name: "Accounts" },
];

const sorts = [
  { value: "created", name: "Newest first" },
  { value: "active", name: "Last active first" },
];

/** Whom to list, and in which order. The filter is in the address, so that a list can be bookmarked and shared. */
export function PeopleFilter({ search, kind, sort }: { search: string; kind: string; sort: string }) {
  return (
    <search>
      <form
        action="/admin/users"
        className="grid grid-cols-2 items-end gap-4 *:first:col-span-2 sm:grid-cols-[2fr_1fr_1fr_auto] sm:*:first:col-span-1"
      >
        <FilterField label="Name, email or id" name="search" value={search} />
        <FilterField label="Type" name="kind" value={kind} options={kinds} />
        <FilterField label="Sort by" name="sort" value={sort} options={sorts} />
        <div>
          <button type="submit" className={button.primary}>
            Apply
          </button>
        </div>
      </form>
    </search>
  );
}
