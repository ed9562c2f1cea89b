import "./load-env";
import { eq } from "drizzle-orm";
import { users } from "@/db/schema";
import { inTransaction } from "@/db/transaction";
import { writeAudit } from "@/lib/auth/core/audit";
import { hashPassword } from "@/lib/auth/password/passwords";
import { createAccount } from "@/lib/auth/upgrade/create-account";
import { connection } from "@/lib/server/db";

const email = "jane@example.com";
const password = "guestbook seed";

/** Creates a registered user with a verified address, to have somebody to sign in as. Safe to repeat. */
const { db, migrate, close } = await connection();
await migrate();
const passwordHash = await hashPassword(password);
const isNew = await inTransaction(db, async (tx) => {
  const [present] = await tx.select({ id: users.id }).from(users).where(eq(users.email, email));
  if (present) return false;
  const now = new Date();
  const ctx = { db: tx, clock: () => now };
  const { id } = await createAccount(ctx, { method: "password", email, name: "Jane Doe", passwordHash });
  await tx.update(users).set({ emailVerifiedAt: now }).where(eq(users.id, id));
  await writeAudit(ctx, {
    type: "user.email_verified",
    userId: id,
    actor: { type: "command_line" },
    details: { method: "seed" },
  });
  return true;
});
await close();
process.stdout.write(
  `${isNew ? `Sign in as ${email} with the password: ${password}` : "Jane is there already."}\n`,
);
