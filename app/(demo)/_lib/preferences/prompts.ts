import { eq } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema";
import { fail, ok, type Result } from "@/lib/api/result";
import { safePath } from "@/lib/api/safe-path";
import type { User } from "@/lib/api/shapes";
import { type ActionContext, withUserLock } from "@/lib/server/http/product-action";

const moments = ["first-card", "third-signature", "before-checkout", "after-order"] as const;
const gates = [
  "card.print",
  "card.mail",
  "card.close",
  "circle.manage",
  "address.save",
  "order.on-account",
  "account.export",
  "quota",
] as const;

/** A natural breakpoint at which a guest is offered an account, once. */
export type Moment = (typeof moments)[number];
/** Something that a guest wanted to do and that needs an account. */
export type GatePrompt = (typeof gates)[number];

export const dismissedPrompt = z.strictObject({ moment: z.enum(moments, { error: "Choose a prompt" }) });
export const takenPrompt = z.strictObject({
  prompt: z.enum([...moments, ...gates], { error: "Choose a prompt" }),
  next: z.string().max(2000).transform(safePath),
});

/** Whether to show this prompt: to a guest who has neither taken nor dismissed it. */
export function isDue(
  { isAnonymous, metadata }: Pick<User, "isAnonymous" | "metadata">,
  moment: Moment,
): boolean {
  return isAnonymous && !(moment in answersIn(metadata));
}

/** Dismisses a prompt for good. Errors: NO_SESSION, NOT_FOUND for a user who is no guest. */
export function dismissPrompt(ctx: ActionContext, { moment }: { moment: Moment }): Promise<Result<null>> {
  return saveAnswer(ctx, { [moment]: "put off" });
}

/** Notes that a guest follows a prompt to an account: the event of the upgrade names it. Errors: as for `dismissPrompt`. */
export async function takePrompt(
  ctx: ActionContext,
  { prompt, next }: z.output<typeof takenPrompt>,
): Promise<Result<{ next: string }>> {
  const saved = await saveAnswer(ctx, { [prompt]: "taken" }, { upgradePrompt: prompt });
  return saved.ok ? ok({ next }) : saved;
}

function saveAnswer(ctx: ActionContext, answer: object, more: object = {}): Promise<Result<null>> {
  return withUserLock(ctx, async ({ db }, { id, isAnonymous, metadata }) => {
    if (!isAnonymous) return fail("NOT_FOUND");
    const prompts = { ...answersIn(metadata), ...answer };
    await db
      .update(users)
      .set({ metadata: { ...metadata, ...more, prompts } })
      .where(eq(users.id, id));
    return ok(null);
  });
}

/** The user can write anything into their metadata. */
function answersIn(metadata: User["metadata"]): Record<string, unknown> {
  return z.record(z.string(), z.unknown()).safeParse(metadata.prompts).data ?? {};
}
