import { eq } from "drizzle-orm";
import { users } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import type { User } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import { toUser } from "@/lib/auth/core/users";
import { currentRegisteredUser } from "@/lib/auth/session/session";

/** Changes the name of the current user. Errors: those of `currentRegisteredUser`. */
export async function changeName(ctx: Context, { name }: { name: string }): Promise<Result<{ user: User }>> {
  const current = await currentRegisteredUser(ctx);
  if (!current.ok) return current;
  const [user] = await ctx.db
    .update(users)
    .set({ name, updatedAt: ctx.clock() })
    .where(eq(users.id, current.data.user.id))
    .returning();
  return user ? ok({ user: toUser(user) }) : fail("NO_SESSION");
}
