import type { InputHTMLAttributes, ReactNode } from "react";
import { button } from "@/components/ui/button";
import { control, FieldFrame } from "../ui/field";
import { type Option, Select } from "../ui/select";
import { eventTypeText } from "./records/event-text";

/** What a list is to show. It is in the address, so that a list can be bookmarked and shared. */
function Filter({ action, layout, children }: { action: string; layout: string; children: ReactNode }) {
  return (
    <search>
      <form action={action} className={`grid items-end gap-4 ${layout}`}>
        {children}
        <div>
          <button type="submit" className={button.primary}>
            Apply
          </button>
        </div>
      </form>
    </search>
  );
}

/** One part of a filter: a list of choices where there are `options`, a field otherwise. */
function FilterField({
  label,
  name,
  value,
  options,
  ...input
}: { label: string; name: string; value: string; options?: readonly Option[] } & Pick<
  InputHTMLAttributes<HTMLInputElement>,
  "type"
>) {
  return (
    <FieldFrame label={label}>
      {(wiring) =>
        options ? (
          <Select options={options} name={name} defaultValue={value} {...wiring} />
        ) : (
          <input type="search" {...input} className={control} name={name} defaultValue={value} {...wiring} />
        )
      }
    </FieldFrame>
  );
}

const kinds = [
  { value: "all", name: "Everyone" },
  { value: "guests", name: "Guests" },
  { value: "accounts", name: "Accounts" },
];

const sorts = [
  { value: "created", name: "Newest first" },
  { value: "active", name: "Last active first" },
];

/** Whom to list, and in which order. */
export function PeopleFilter({ search, kind, sort }: { search: string; kind: string; sort: string }) {
  return (
    <Filter
      action="/admin/users"
      layout="grid-cols-2 *:first:col-span-2 sm:grid-cols-[2fr_1fr_1fr_auto] sm:*:first:col-span-1"
    >
      <FilterField label="Name, email or id" name="search" value={search} />
      <FilterField label="Type" name="kind" value={kind} options={kinds} />
      <FilterField label="Sort by" name="sort" value={sort} options={sorts} />
    </Filter>
  );
}

/** Which events to list. */
export function AuditFilter({
  asked: { type, user, from, to },
  types,
}: {
  asked: Record<"type" | "user" | "from" | "to", string>;
  types: readonly string[];
}) {
  const options = [
    { value: "", name: "All events" },
    ...types.map((value) => ({ value, name: eventTypeText(value) })),
  ];
  return (
    <Filter action="/admin/audit" layout="sm:grid-cols-2 lg:grid-cols-[1.2fr_1.6fr_1fr_1fr_auto]">
      <FilterField label="Event" name="type" value={type} options={options} />
      <FilterField label="Person, by id or email" name="user" value={user} />
      <FilterField label="From (UTC)" type="date" name="from" value={from} />
      <FilterField label="To (UTC)" type="date" name="to" value={to} />
    </Filter>
  );
}
