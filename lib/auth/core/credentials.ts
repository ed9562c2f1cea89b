import type { SQL } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import type { AuditType } from "@/lib/auth/core/audit";
import type { Notice } from "@/lib/auth/email/outbox";

/**
 * A table each of whose rows lets its user sign in, with or without an email address. `name` is what the method is called, `addedAt` since
 * when it is theirs; `removal` is how it is recorded and told that one was removed, and what to say where one has to stay.
 */
export type Credentials = {
  id: AnyPgColumn;
  userId: AnyPgColumn;
  name: AnyPgColumn | SQL;
  addedAt: AnyPgColumn;
  removal: { event: AuditType; notice: Notice; details: Record<string, AnyPgColumn>; onlyMethod: string };
};
