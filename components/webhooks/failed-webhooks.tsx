import { PersonLink } from "@/components/admin/people/person-link";
import { Moment } from "@/components/ui/local-time";
import type { FailedWebhook } from "@/lib/features/webhooks/webhook-overview";

/** The newest events whose last delivery failed, why, and when they are sent again. */
export function FailedWebhooks({
  failed,
  names,
}: {
  failed: readonly FailedWebhook[];
  names: Record<string, string>;
}) {
  if (failed.length === 0) return <p>No failed deliveries.</p>;
  return (
    <ol className="grid divide-y divide-line border-line border-y">
      {failed.map(({ id, type, userId, failure, attempts, nextAttemptAt }) => (
        <li key={id} className="grid gap-x-6 gap-y-1 py-3 text-sm md:grid-cols-[16rem_1fr]">
          <div>
            <p className="font-mono font-semibold">{type}</p>
            {userId !== null && (
              <p>
                <PersonLink id={userId} names={names} />
              </p>
            )}
          </div>
          <div className="min-w-0">
            <p>
              <strong className="font-semibold">{failure}</strong>;{" "}
              {nextAttemptAt ? (
                <>
                  {triesText(attempts)}, next try <Moment at={nextAttemptAt} />
                </>
              ) : (
                `gave up after ${triesText(attempts)}`
              )}
            </p>
            <p className="wrap-anywhere font-mono text-muted">{id}</p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function triesText(attempts: number): string {
  return attempts === 1 ? "1 try" : `${attempts} tries`;
}
