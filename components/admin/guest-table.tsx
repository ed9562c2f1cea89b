import Link from "next/link";
import type { AbsentGuest } from "@/lib/contract/wire";
import { link } from "../ui/button";
import { workInWords } from "../work-text";
import { inFigures } from "./figures";
import { Moment } from "./moment";
import { cell, heading, table } from "./table";

/** Guests by name: the first of `ofAll`. `none` is said where there are none. */
export function GuestTable({ guests, ofAll, none }: { guests: AbsentGuest[]; ofAll: number; none: string }) {
  if (guests.length === 0) return <p>{none}</p>;
  const hasReasons = guests.some(({ reason }) => reason !== null);
  const titles = ["Guest", "Last active", "Owns", ...(hasReasons ? ["Kept because the guest"] : [])];
  return (
    <>
      {guests.length < ofAll && (
        <p className="text-muted text-sm">
          The {guests.length} who have been away longest, of {inFigures(ofAll)}.
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached by keyboard. */}
      <section aria-label="Guests" tabIndex={0} className="max-h-128 overflow-auto">
        <table className={table}>
          <thead>
            <tr>
              {titles.map((title) => (
                <th key={title} scope="col" className={heading}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {guests.map(({ userId, name, lastActiveAt, counts, reason }) => (
              <tr key={userId}>
                <th scope="row" className={`${cell} wrap-anywhere min-w-40 font-normal`}>
                  <Link href={`/admin/users/${userId}`} className={`${link} inline-block min-h-6`}>
                    <bdi>{name ?? "Guest"}</bdi>
                  </Link>
                  <span className="block font-mono text-muted text-xs">{userId}</span>
                </th>
                <td className={cell}>
                  <Moment at={lastActiveAt} />
                </td>
                <td className={cell}>{workInWords(counts) ?? "nothing"}</td>
                {hasReasons && <td className={`${cell} min-w-40`}>{reason}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
