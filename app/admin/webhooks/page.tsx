import type { Metadata } from "next";
import { inFigures } from "@/components/admin/figures";
import { Panel } from "@/components/admin/panel";
import { PersonLink } from "@/components/admin/people/person-link";
import { Moment } from "@/components/ui/local-time";
import { ResendWebhooks, SendTestEvent } from "@/components/webhooks/webhook-actions";
import { nameUsers } from "@/lib/auth/admin/user-list";
import { webhookHost } from "@/lib/features/webhooks/deliver-webhooks";
import { type FailedWebhook, readWebhooks } from "@/lib/features/webhooks/webhook-overview";
import { requireAdminContext } from "@/lib/server/require-user";
import { sendAgain, sendTest } from "./actions";

export const metadata: Metadata = { title: "Webhooks" };

/** Whether the receiver of the webhooks accepts what it is sent. */
export default async function WebhooksPage() {
  const ctx = await requireAdminContext();
  const { waiting, givenUp, failed } = await readWebhooks(ctx);
  const host = webhookHost();
  const names = await nameUsers(
    ctx,
    failed.map(({ userId }) => userId),
  );
  return (
    <>
      <div className="grid max-w-2xl gap-4">
        <h1 className="text-3xl">Webhooks</h1>
        {host === null ? (
          <p>
            Webhooks are off. Set <code className="font-mono">WEBHOOK_URL</code> and{" "}
            <code className="font-mono">WEBHOOK_SECRET</code> to receive user events.
          </p>
        ) : (
          <>
            <p>
              <strong className="wrap-anywhere font-semibold">{host}</strong> receives an event when a user is
              created, upgraded, merged or deleted. Deliveries are kept here for a week.
            </p>
            <SendTestEvent send={sendTest} />
          </>
        )}
        <p>
          {inFigures(waiting)} waiting, {inFigures(givenUp)} given up.
        </p>
        <ResendWebhooks givenUp={givenUp} send={sendAgain} />
      </div>
      <Panel title="Failed deliveries">
        <FailedWebhooks failed={failed} names={names} />
      </Panel>
    </>
  );
}

/** The newest events whose last delivery failed, why, and when they are sent again. */
function FailedWebhooks({
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
