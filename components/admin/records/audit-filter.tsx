import { FilterField } from "@/components/admin/filter-field";
import { button } from "@/components/ui/button";

/** Which events to list. The filter is in the address, so that a list can be bookmarked and shared. */
export function AuditFilter({
  asked: { type, user, from, to },
  types,
}: {
  asked: Record<"type" | "user" | "from" | "to", string>;
  types: readonly string[];
}) {
  const options = [{ value: "", name: "All events" }, ...types.map((value) => ({ value, name: value }))];
  return (
    <search>
      <form
        action="/admin/audit"
        className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[1.2fr_1.6fr_1fr_1fr_auto]"
      >
        <FilterField label="Event" name="type" value={type} options={options} />
        <FilterField label="Person, by id or email" name="user" value={user} />
        <FilterField label="From (UTC)" type="date" name="from" value={from} />
        <FilterField label="To (UTC)" type="date" name="to" value={to} />
        <div>
          <button type="submit" className={button.primary}>
            Apply
          </button>
        </div>
      </form>
    </search>
  );
}
