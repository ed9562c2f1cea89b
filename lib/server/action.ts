import { cookies, headers } from "next/headers";
import type { z } from "zod";
import { asAdmin } from "@/lib/auth/as-admin";
import type { Ctx, KeeperCtx } from "@/lib/auth/context";
import { createGuest } from "@/lib/auth/guests";
import type { Action } from "@/lib/auth/permissions";
import { hashSecret } from "@/lib/auth/secrets";
import { readSession, refusal } from "@/lib/auth/session-reading";
import { type Endpoint, signInAnonymous } from "@/lib/contract/endpoints";
import { wireError } from "@/lib/contract/errors";
import { type FormAction, type FormState, fieldsOf, shown } from "@/lib/contract/form-state";
import { ok, type Result } from "@/lib/contract/result";
import { empty } from "@/lib/contract/schemas";
import { browserCookieAttributes, browserCookieName } from "./browser-cookie";
import { availableProviders } from "./credentials";
import { sessionOf } from "./handle";
import { type Incoming, perform, type Verb } from "./perform";
import { cookieAttributes, cookieName } from "./session";

/** A form's way to a verb: works before script does, and under the same rules and limits as the endpoint's own route. */
export function action<Wire, Input, Data>(
  endpoint: Endpoint<Wire, Data>,
  schema: z.ZodType<Input>,
  verb: Verb<Input, Data>,
): FormAction<Data> {
  return async (_previous, form) => {
    const fields = fieldsOf(form);
    const { result, browser } = await perform(endpoint, schema, verb, await incomingForm(fields));
    if (!result.ok) return failed(result, fields);
    const jar = await cookies();
    if (browser !== null) jar.set(browserCookieName(), browser, browserCookieAttributes());
    const session = sessionOf(result.data);
    if (session?.token) jar.set(cookieName(), session.token, cookieAttributes());
    if (endpoint.endsSession) jar.set(cookieName(), "", { ...cookieAttributes(), maxAge: 0 });
    return {
      status: "done",
      data: session ? { ...result.data, session: { ...session, token: null } } : result.data,
      values: shown(fields),
    };
  };
}

const uncounted: Endpoint<unknown, unknown> = { method: "POST", path: "form", limits: [] };

/** A form that has no endpoint of its own. */
export function formAction<Input, Data>(schema: z.ZodType<Input>, verb: Verb<Input, Data>): FormAction<Data> {
  return action<unknown, Input, Data>(uncounted, schema, verb);
}

/** A form for a verb of the core that a visitor without a session may post: who becomes a guest first. */
export function coreGuestAction<Input, Data>(
  schema: z.ZodType<Input>,
  verb: Verb<Input, Data>,
): FormAction<Data> {
  return formAction(schema, async (ctx, input) => {
    const user = await userOrGuest(ctx);
    return user.ok ? verb({ ...ctx, tokenHash: user.data.tokenHash }, input) : user;
  });
}

/** Who posts a form: the user of its session, or the guest whom a visitor becomes now; and SHA-256 of that session's secret. */
export async function userOrGuest(ctx: Ctx): Promise<Result<{ id: string; tokenHash: string | null }>> {
  const presented = await readSession(ctx);
  if (presented.state === "live") return ok({ id: presented.user.id, tokenHash: ctx.tokenHash });
  if (presented.state === "rotated") return refusal("rotated");
  const { result: guest } = await perform(signInAnonymous, empty, createGuest, await incomingForm({}));
  if (!guest.ok) return guest;
  const { user, session } = guest.data;
  if (session.token === null) return ok({ id: user.id, tokenHash: ctx.tokenHash });
  (await cookies()).set(cookieName(), session.token, cookieAttributes());
  return ok({ id: user.id, tokenHash: hashSecret(session.token) });
}

/**
 * A form of the owner's pages, for admins alone. Errors: those of `asAdmin`, whoever posts it from wherever.
 */
export function adminAction<Input, Data>(
  permission: Action,
  schema: z.ZodType<Input>,
  verb: (ctx: KeeperCtx, input: Input) => Promise<Result<Data>>,
): FormAction<Data> {
  return formAction(schema, (ctx, input) => asAdmin(permission, availableProviders(), verb)(ctx, input));
}

async function incomingForm(fields: Record<string, string>): Promise<Incoming> {
  return {
    headers: await headers(),
    cookie: (await cookies()).get(cookieName())?.value,
    browser: (await cookies()).get(browserCookieName())?.value,
    body: async () => ok(fields),
  };
}

function failed(
  result: Extract<Result<never>, { ok: false }>,
  fields: Record<string, string>,
): FormState<never> {
  return {
    status: "failed",
    error: wireError(result.code, result.details),
    values: shown(fields),
  };
}
