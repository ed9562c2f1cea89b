import { cookies, headers } from "next/headers";
import type { z } from "zod";
import type { Db } from "@/db/client";
import { asAdmin } from "@/lib/auth/as-admin";
import type { KeeperCtx } from "@/lib/auth/context";
import { createGuest } from "@/lib/auth/guests";
import type { Action } from "@/lib/auth/permissions";
import { readSession, refusal } from "@/lib/auth/sessions";
import { type Endpoint, signInAnonymous } from "@/lib/contract/endpoints";
import { wireError } from "@/lib/contract/errors";
import type { FormState } from "@/lib/contract/form-state";
import { ok, type Result } from "@/lib/contract/result";
import { empty } from "@/lib/contract/schemas";
import { browserCookieAttributes, browserCookieName } from "./browser-cookie";
import { availableProviders } from "./credentials";
import { sessionOf } from "./handle";
import { type Incoming, perform, type Verb } from "./perform";
import { cookieAttributes, cookieName } from "./session";

type FormAction<Data> = (previous: FormState<Data>, form: FormData) => Promise<FormState<Data>>;

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

/** Whom a product's own verb acts for, and on what. */
export type UserCtx = { db: Db; userId: string; now: Date };

/**
 * A form of the product itself. A visitor without a session becomes a guest first, under the limit of
 * `signInAnonymous`; whoever has a session keeps it.
 */
export function guestAction<Input, Data>(
  schema: z.ZodType<Input>,
  verb: (ctx: UserCtx, input: Input) => Promise<Result<Data>>,
): FormAction<Data> {
  return async (_previous, form) => {
    const fields = fieldsOf(form);
    const asUser: Verb<Input, Data> = async (ctx, input) => {
      const presented = await readSession(ctx);
      if (presented.state === "live")
        return verb({ db: ctx.db, userId: presented.user.id, now: ctx.clock() }, input);
      if (presented.state === "rotated") return refusal("rotated");
      const { result: guest } = await perform(signInAnonymous, empty, createGuest, await incomingForm({}));
      if (!guest.ok) return guest;
      if (guest.data.session.token)
        (await cookies()).set(cookieName(), guest.data.session.token, cookieAttributes());
      return verb({ db: ctx.db, userId: guest.data.user.id, now: ctx.clock() }, input);
    };
    const { result } = await perform(uncounted, schema, asUser, await incomingForm(fields));
    return result.ok ? { status: "done", data: result.data, values: shown(fields) } : failed(result, fields);
  };
}

/**
 * A form of the owner's pages, for admins alone. Errors: those of `asAdmin`, whoever posts it from wherever.
 */
export function adminAction<Input, Data>(
  permission: Action,
  schema: z.ZodType<Input>,
  verb: (ctx: KeeperCtx, input: Input) => Promise<Result<Data>>,
): FormAction<Data> {
  return async (_previous, form) => {
    const fields = fieldsOf(form);
    const asKeeper = asAdmin(permission, availableProviders(), verb);
    const { result } = await perform(uncounted, schema, asKeeper, await incomingForm(fields));
    return result.ok ? { status: "done", data: result.data, values: shown(fields) } : failed(result, fields);
  };
}

const uncounted: Endpoint<unknown, unknown> = { method: "POST", path: "form", limits: [] };

/** The fields that a person filled in, without those that Next adds. A file is none of them. */
function fieldsOf(form: FormData): Record<string, string> {
  const texts = [...form].filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(texts.filter(([name]) => !name.startsWith("$ACTION")));
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

/** What a form may be filled with again: no secret goes back to a page. */
function shown(fields: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !/password|token|code/i.test(name)));
}
