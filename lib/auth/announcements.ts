import { type SQL, sql } from "drizzle-orm";
import { statement } from "@/db/statement";
import { webhookTypes } from "../contract/webhook-schemas";
import type { Ctx } from "./context";

export type Announcer = Pick<Ctx, "db" | "announces">;

const announced = sql.join(
  webhookTypes.map((type) => sql`${type}`),
  sql`, `,
);

/**
 * A statement that writes an event, in two forms: where the owner has a webhook, a delivery is written by the very same
 * statement, so that neither is ever without the other; where there is none, no word of it. `text` is given what
 * turns the insertion of the event into the common table expression `audit`.
 */
export function announcing<Row>(name: string, text: (event: (insertion: SQL) => SQL) => SQL) {
  const quiet = statement<Row>(
    name,
    text((insertion) => sql`audit AS (${insertion})`),
  );
  const loud = statement<Row>(
    `${name}_announced`,
    text(
      (insertion) => sql`audit AS (${insertion} RETURNING id, type, created_at), announced AS (
        INSERT INTO webhook_deliveries (event_id, due_at)
        SELECT id, created_at FROM audit WHERE type IN (${announced})
      )`,
    ),
  );
  return ({ db, announces }: Announcer, values: Record<string, unknown>): Promise<Row[]> =>
    (announces ? loud : quiet)(db, values);
}
