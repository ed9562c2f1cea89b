import Link from "next/link";
import { Badge } from "@/components/admin/badge";
import { Moment } from "@/components/admin/moment";
import { link } from "@/components/ui/button";
import type { User } from "@/lib/api/shapes";

/** Users, one to a line, each with the way to their page. */
export function People({ users }: { users: readonly User[] }) {
  if (users.length === 0) return <p role="status">No people match.</p>;
  return (
    <ul className="grid divide-y divide-line border-line border-y">
      {users.map((user) => (
        <li key={user.id} className="grid gap-x-6 gap-y-1 py-3 md:grid-cols-[1fr_auto]">
          <div className="min-w-0">
            <Link href={`/admin/users/${user.id}`} className={`${link} inline-block min-h-6`}>
              <bdi>{user.name ?? user.email ?? user.id}</bdi>
            </Link>{" "}
            <Badge>{kindOf(user)}</Badge>
            {user.name !== null && user.email !== null && (
              <bdi className="block text-muted text-sm">{user.email}</bdi>
            )}
          </div>
          <p className="text-muted text-sm md:text-right">
            Active <Moment at={user.lastActiveAt} />
            <span className="block">
              Joined <Moment at={user.createdAt} />
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** Returns the kind of user that a list names: "Guest", "Account" or "Admin". */
export function kindOf({ isAnonymous, role }: User): string {
  if (isAnonymous) return "Guest";
  return role === "admin" ? "Admin" : "Account";
}
