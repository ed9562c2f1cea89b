import type { FailedWebhook } from "@/lib/contract/wire";
import { Moment } from "./moment";
import { PersonLink } from "./person-link";

/** The newest events that the owner's server did not take, what it said instead, and when it is asked again. */
export function FailedWebhooks({
  failed,
  names,
}: {
  failed: readonly FailedWebhook[];
  names: Record<string, string>;
}) {
  if (failed.length === 0) return <p>Nothing.</p>;
  return (
    <ol className="grid divide-y divide-line border-line border-y">
      {failed.map(({ id, type, userId, failure, attempts, nextAttemptAt }) => (
        <li key={id} className="grid gap-x-6 gap-y-1 py-3 text-sm md:grid-cols-[16rem_1fr]">
          <div>
            <p className="font-mono font-semibold">{type}</p>
            <p>
              <PersonLink id={userId} names={names} />
            </p>
          </div>
          <div className="min-w-0">
            <p>
              <strong className="font-semibold">{failure}</strong>,{" "}
              {attempts === 1 ? "once" : `${attempts} times`}
              {nextAttemptAt ? (
                <>
                  ; next <Moment at={nextAttemptAt} />
                </>
              ) : (
                "; given up"
              )}
            </p>
            <p className="wrap-anywhere font-mono text-muted">{id}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}
