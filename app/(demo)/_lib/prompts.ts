import { sql } from "drizzle-orm";
import { z } from "zod";
import { statement } from "@/db/statement";
import { fail, ok, type Result } from "@/lib/contract/result";
import { safePath } from "@/lib/contract/safe-path";
import type { User } from "@/lib/contract/wire";
import type { UserCtx } from "@/lib/server/product-action";

const moments = ["first-card", "third-signature", "before-checkout", "after-order"] as const;
const gates = [
  "card.print",
  "card.close",
  "circle.manage",
  "address.save",
  "order.on-account",
  "account.export",
  "quota",
] as const;

/** A natural breakpoint at which a guest is offered an account, once. */
export type Moment = (typeof moments)[number];
/** Something that a guest wanted to do and that takes an account. */
export type GatePrompt = (typeof gates)[number];

export const putOffMoment = z.strictObject({ moment: z.enum(moments, { error: "Name an offer" }) });
export const takenPrompt = z.strictObject({
  prompt: z.enum([...moments, ...gates], { error: "Name an offer" }),
  next: z.string().max(2000).transform(safePath),
});

/** Whether this offer is still to be made: to a guest who has neither taken nor put it off. */
export function isDue(
  { isAnonymous, metadata }: Pick<User, "isAnonymous" | "metadata">,
  moment: Moment,
): boolean {
  const answered = z.record(z.string(), z.unknown()).safeParse(metadata.prompts).data ?? {};
  return isAnonymous && !(moment in answered);
}

const p = sql.placeholder;

const answer = statement<{ id: string }>(
  "answer_prompt",
  sql`UPDATE users SET metadata = metadata || ${p("said")}::jsonb || jsonb_build_object('prompts',
      CASE WHEN jsonb_typeof(metadata->'prompts') = 'object' THEN metadata->'prompts' ELSE '{}' END || ${p("answer")}::jsonb)
    WHERE id = ${p("userId")} AND is_anonymous RETURNING id`,
);

/** This offer is not made again. Errors: NOT_FOUND for whoever is no guest. */
export function putOff(user: UserCtx, { moment }: { moment: Moment }): Promise<Result<null>> {
  return remember(user, {}, { [moment]: "put off" });
}

/** The upgrade that comes next is known to come from this offer: its event says so. Errors: as for `putOff`. */
export async function takePrompt(
  user: UserCtx,
  { prompt, next }: { prompt: Moment | GatePrompt; next: string },
): Promise<Result<{ next: string }>> {
  const remembered = await remember(user, { upgradePrompt: prompt }, { [prompt]: "taken" });
  return remembered.ok ? ok({ next }) : remembered;
}

async function remember({ db, userId }: UserCtx, said: object, answered: object): Promise<Result<null>> {
  const values = { userId, said: JSON.stringify(said), answer: JSON.stringify(answered) };
  const [row] = await answer(db, values);
  return row ? ok(null) : fail("NOT_FOUND");
}
