import { ok, type Result } from "@/lib/api/result";
import { withConfirmedUser } from "@/lib/auth/account/confirm-identity";
import type { Context } from "@/lib/auth/core/context";
import { passwordError } from "@/lib/auth/password/passwords";
import { mailToken } from "./mailed-tokens";
import { queueNotice } from "./outbox";

/**
 * Asks to change an account's address: a link goes to the new one, a notice to the old one. Nothing changes before the new address is
 * proven at `verifyEmail`, and who gets it is decided then, so the answer does not tell whether it is taken. An address that an
 * account has is changed with its password only; an account that has neither gets its first address by its session.
 * Errors: those of `withConfirmedUser` for registered users.
 */
export function changeEmail(
  ctx: Context,
  { email, password }: { email: string; password?: string | undefined },
): Promise<Result<{ sent: true }>> {
  return withConfirmedUser(
    ctx,
    { password },
    async (tx, current) => {
      if (current.email !== null && !current.hasPassword) return passwordError(password);
      await mailToken(tx, "change-email", email, { userId: current.id });
      await queueNotice(tx, "email-change-asked", current.id);
      return ok({ sent: true }, 202);
    },
    { registered: true },
  );
}
