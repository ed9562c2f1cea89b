import { PersonLink } from "@/components/admin/people/person-link";
import { Moment } from "@/components/ui/local-time";
import type { AuditEvent } from "@/lib/api/admin/admin-shapes";
import { actorText, eventText } from "./event-text";

/** Audit events, one to a line: what happened, to whom, by whom, and when; then the event as it is stored. */
export function Events({
  events,
  names,
  methods,
}: {
  events: readonly AuditEvent[];
  /** Users by id. */
  names: Record<string, string>;
  /** Sign-in methods by id. */
  methods: Record<string, string>;
}) {
  if (events.length === 0) return <p role="status">No events match.</p>;
  return (
    <ol className="grid divide-y divide-line border-line border-y">
      {events.map((event) => (
        <li key={event.id} className="grid gap-x-6 gap-y-1 py-3 md:grid-cols-[minmax(0,1fr)_15rem]">
          <div className="min-w-0">
            <p>
              <span className="wrap-anywhere font-semibold">
                <bdi>{eventText(event, methods)}</bdi>
              </span>{" "}
              <Subjects event={event} names={names} />
            </p>
            <p className="wrap-anywhere mt-1 font-mono text-muted text-sm">
              <span>{event.type}</span>{" "}
              {Object.keys(event.details).length > 0 && <span>{JSON.stringify(event.details)}</span>}
            </p>
          </div>
          <p className="text-muted text-sm md:text-right">
            <Moment at={event.createdAt} />
          </p>
        </li>
      ))}
    </ol>
  );
}

function Subjects({ event: { userId, actor }, names }: { event: AuditEvent; names: Record<string, string> }) {
  return (
    <span className="text-sm">
      {userId !== null && <PersonLink id={userId} names={names} />}
      {actor !== userId && (
        <> by {names[actor] ? <PersonLink id={actor} names={names} /> : <bdi>{actorText(actor)}</bdi>}</>
      )}
    </span>
  );
}
