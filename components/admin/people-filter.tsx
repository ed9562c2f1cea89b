import { button } from "../ui/button";
import { FilterField } from "./filter-field";

const kinds = [
  { value: "all", name: "Everybody" },
  { value: "guests", name: "Guests" },
  { value: "members", name: "Members" },
];

const sorts = [
  { value: "created", name: "Newest first" },
  { value: "active", name: "Last active first" },
];

/** Whom to list, and in which order: an address to go to, so that a list can be kept and sent. */
export function PeopleFilter({ search, kind, sort }: { search: string; kind: string; sort: string }) {
  return (
    <search>
      <form
        action="/admin/users"
        className="grid grid-cols-2 items-end gap-4 *:first:col-span-2 sm:grid-cols-[2fr_1fr_1fr_auto] sm:*:first:col-span-1"
      >
        <FilterField label="Name, address or id" name="search" value={search} />
        <FilterField label="Who" name="kind" value={kind} options={kinds} />
        <FilterField label="Order" name="sort" value={sort} options={sorts} />
        <div>
          <button type="submit" className={button.primary}>
            Show
          </button>
        </div>
      </form>
    </search>
  );
}
