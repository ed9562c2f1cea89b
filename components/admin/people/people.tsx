import Link from "next/link";
import { KindBadge } from "@/components/admin/badge";
import { cell, heading, table } from "@/components/admin/table";
import { link } from "@/components/ui/button";
import { Moment } from "@/components/ui/local-time";
import type { User } from "@/lib/api/shapes";

const columns = [
  { title: "Person", width: "" },
  { title: "Type", width: "w-28" },
  { title: "Last active", width: "w-60" },
  { title: "Joined", width: "w-60" },
];

/** Users in columns, each with the way to their page; on a phone one below the other. */
export function People({ users }: { users: readonly User[] }) {
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
