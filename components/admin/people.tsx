import Link from "next/link";
import type { User } from "@/lib/contract/wire";
import { link } from "../ui/button";
import { Badge } from "./badge";
import { Moment } from "./moment";

/** Users, one to a line, each with the way to their page. */
export function People({ users }: { users: readonly User[] }) {
  if (users.length === 0) return <p role="status">Nobody is like that.</p>;
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
              Here since <Moment at={user.createdAt} />
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** What somebody is called in the lists: a guest, a member or an admin. */
export function kindOf({ isAnonymous, role }: User): string {
  if (isAnonymous) return "Guest";
  return role === "admin" ? "Admin" : "Member";
}
