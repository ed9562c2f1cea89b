import { button } from "../ui/button";
import { FilterField } from "./filter-field";

/** Which events to list: an address to go to, so that a list can be kept and sent. */
export function AuditFilter({
  asked: { type, user, from, to },
  types,
}: {
  asked: Record<"type" | "user" | "from" | "to", string>;
  types: readonly string[];
}) {
  const options = [{ value: "", name: "Everything" }, ...types.map((value) => ({ value, name: value }))];
  return (
    <search>
      <form
        action="/admin/audit"
        className="grid items-end gap-4 sm:grid-cols-2 lg:grid-cols-[1.2fr_1.6fr_1fr_1fr_auto]"
      >
        <FilterField label="What" name="type" value={type} options={options} />
        <FilterField label="Person, by id or address" name="user" value={user} />
        <FilterField label="From (UTC)" type="date" name="from" value={from} />
        <FilterField label="To (UTC)" type="date" name="to" value={to} />
        <div>
          <button type="submit" className={button.primary}>
            Show
          </button>
        </div>
      </form>
    </search>
  );
}
