import { accounts, passwords, users } from "@/db/schema";
import type { UpgradeMethod } from "@/lib/api/social";
import { byUser, writeAudit } from "@/lib/auth/core/audit";
import type { Context } from "@/lib/auth/core/context";
import { newId } from "@/lib/auth/core/ids";
import type { UserRow } from "@/lib/auth/core/users";
import type { NewAccount } from "@/lib/auth/social/accounts";

/** What a registered user begins with. The address is verified unless it comes with a password. */
export type NewUser = {
  /** Given where it had to be known before. */
  id?: string;
  method: UpgradeMethod;
  email: string | null;
  name?: string | null;
  image?: string | null;
  passwordHash?: string;
  account?: NewAccount;
};

/**
 * Creates a registered user who never was a guest, with the credential and the events, in the transaction that `ctx.db` is; without a
 * session. Throws a unique violation where the address or the account is somebody else's.
 */
export async function createAccount(ctx: Pick<Context, "db" | "clock">, input: NewUser): Promise<UserRow> {
  const { db } = ctx;
  const { id = newId("usr"), method, email, name = null, image = null, passwordHash, account } = input;
  const now = ctx.clock();
  const isVerified = email !== null && passwordHash === undefined;
  const [user] = await db
    .insert(users)
    .values({
      id,
      isAnonymous: false,
      email,
      emailVerifiedAt: isVerified ? now : null,
      name,
      image,
      createdAt: now,
      updatedAt: now,
      lastActiveAt: now,
    })
    .returning();
  if (!user) throw new Error("no user was created");
  if (passwordHash !== undefined)
    await db.insert(passwords).values({ userId: id, hash: passwordHash, updatedAt: now });
  if (account) await db.insert(accounts).values({ id: newId("acc"), ...account, userId: id, createdAt: now });
  const details = { method };
  await writeAudit(
    ctx,
    { type: "user.created", userId: id, actor: byUser(id), details },
    ...(isVerified ? [{ type: "user.email_verified" as const, userId: id, actor: byUser(id), details }] : []),
  );
  return user;
}
