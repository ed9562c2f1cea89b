import Link from "next/link";
import type { AbsentGuest } from "@/lib/contract/wire";
import { link } from "../ui/button";
import { workInWords } from "../work-text";
import { inFigures } from "./figures";
import { Moment } from "./moment";

/** Guests by name: the first of `ofAll`, and why they stay where they do. `none` is said where there are none. */
export function AbsentGuests({
  guests,
  ofAll,
  none,
}: {
  guests: AbsentGuest[];
  ofAll: number;
  none: string;
}) {
  if (guests.length === 0) return <p>{none}</p>;
  return (
    <>
      {guests.length < ofAll && (
        <p className="text-muted text-sm">
          The {guests.length} who have been away longest, of {inFigures(ofAll)}.
        </p>
      )}
      <ul className="max-h-128 divide-y divide-line overflow-y-auto">
        {guests.map(({ userId, name, lastActiveAt, counts, reason }) => (
          <li key={userId} className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-2">
            <div className="min-w-0">
              <Link href={`/admin/users/${userId}`} className={`${link} inline-block min-h-6`}>
                <bdi>{name ?? "Guest"}</bdi>
              </Link>
              <span className="block font-mono text-muted text-xs">{userId}</span>
            </div>
            <div className="min-w-0 text-sm">
              <p>
                Last active <Moment at={lastActiveAt} />
              </p>
              <p>Owns {workInWords(counts) ?? "nothing"}</p>
              {reason !== null && <p className="font-semibold">Kept: {reason}</p>}
            </div>
          </li>
        ))}
      </ul>
    </>
  );
}
