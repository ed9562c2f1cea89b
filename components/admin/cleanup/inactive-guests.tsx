import Link from "next/link";
import { inFigures } from "@/components/admin/figures";
import { workInWords } from "@/components/guest/work-text";
import { link } from "@/components/ui/button";
import { Moment } from "@/components/ui/local-time";
import type { InactiveGuest } from "@/lib/api/views";

/** Guests by name, the first of `total`, and why they are kept where they are. `none` is shown where there are none. */
export function InactiveGuests({
  guests,
  total,
  none,
}: {
  guests: InactiveGuest[];
  total: number;
  none: string;
}) {
  if (guests.length === 0) return <p>{none}</p>;
  return (
    <>
      {guests.length < total && (
        <p className="text-muted text-sm">
          The {guests.length} longest inactive of {inFigures(total)}.
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
