import type { Metadata } from "next";
import { FailedWebhooks } from "@/components/admin/failed-webhooks";
import { inFigures } from "@/components/admin/figures";
import { Panel } from "@/components/admin/panel";
import { ResendWebhooks } from "@/components/admin/resend-webhooks";
import { nameUsers } from "@/lib/auth/user-names";
import { readWebhooks } from "@/lib/auth/webhook-overview";
import { requireKeeper } from "@/lib/server/require-user";
import { webhookHost } from "@/lib/server/webhooks";
import { sendAgain } from "./actions";

export const metadata: Metadata = { title: "Webhooks" };

/** Whether the owner's own server takes what it is told. */
export default async function WebhooksPage() {
  const ctx = await requireKeeper();
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
            No server of yours is told of people who come, upgrade, merge and go. It would be, if{" "}
            <code className="font-mono">WEBHOOK_URL</code> and{" "}
            <code className="font-mono">WEBHOOK_SECRET</code> were set.
          </p>
        ) : (
          <p>
            <strong className="wrap-anywhere font-semibold">{host}</strong> is told of people who come,
            upgrade, merge and go. What arrived or was given up is forgotten a week later.
          </p>
        )}
        <p>
          {inFigures(waiting)} waiting to be sent, {inFigures(givenUp)} given up.
        </p>
        <ResendWebhooks givenUp={givenUp} send={sendAgain} />
      </div>
      <Panel title="Not taken when last sent">
        <FailedWebhooks failed={failed} names={names} />
      </Panel>
    </>
  );
}
