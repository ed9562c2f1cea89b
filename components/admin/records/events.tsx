import { Moment } from "@/components/admin/moment";
import { PersonLink } from "@/components/admin/people/person-link";
import type { AuditEvent } from "@/lib/api/admin/admin-shapes";

/** Audit events, one to a line: what, when, about whom, by whom, and the details. */
export function Events({ events, names }: { events: readonly AuditEvent[]; names: Record<string, string> }) {
  if (events.length === 0) return <p role="status">No events match.</p>;
  return (
    <ol className="grid divide-y divide-line border-line border-y">
      {events.map(({ id, type, userId, actor, details, createdAt }) => (
        <li key={id} className="grid gap-x-6 gap-y-1 py-3 md:grid-cols-[16rem_1fr]">
          <div>
            <p className="font-mono font-semibold text-sm">{type}</p>
            <p className="text-muted text-sm">
              <Moment at={createdAt} />
            </p>
          </div>
          <div className="min-w-0 text-sm">
            <p>
              {userId !== null && (
                <>
                  <PersonLink id={userId} names={names} />{" "}
                </>
              )}
              {actor !== userId && (
                <>
                  by <PersonLink id={actor} names={names} />
                </>
              )}
            </p>
            {Object.keys(details).length > 0 && (
              <p className="wrap-anywhere font-mono text-muted">{JSON.stringify(details)}</p>
            )}
          </div>
        </li>
      ))}
    </ol>
  );
}
