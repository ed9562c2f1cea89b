import { refresh } from "next/cache";
import { cookies, headers } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import type { Endpoint, WireOf } from "@/lib/api/define";
import { wireError } from "@/lib/api/errors";
import { type FormAction, fieldsOf, idempotencyField } from "@/lib/api/form-state";
import { ok, type Result } from "@/lib/api/result";
import type { Api, Key } from "@/lib/api/table";
import { asAdmin } from "@/lib/auth/admin/people";
import type { AdminMailContext, Context } from "@/lib/auth/core/context";
import type { Action } from "@/lib/auth/core/permissions";
import { hashSecret } from "@/lib/auth/core/secrets";
import { createGuest } from "@/lib/auth/guest/create-guest";
import { readSession, sessionError } from "@/lib/auth/session/session";
import { knownProviders } from "../authjs/credentials";
import { requestTokenHash } from "../context";
import { countForm } from "../rate-limit/counted";
import { tooMany } from "../rate-limit/rate-limit";
import { type Cookie, sessionCookieName } from "./cookies";
import {
  handleRequest,
  type Incoming,
  type Operation,
  operation,
  type ReplayOf,
  type Service,
  type ServiceOf,
} from "./handle-request";

/** The form of an endpoint: works before script does, by the same rules and limits as the endpoint's own route. */
export function action<K extends Key>(
  key: K,
  service: ServiceOf<K>,
  replay?: ReplayOf<K>,
): FormAction<WireOf<Api[K]>> {
  return actionOf(operation(key, service, replay));
}

/** A form that is no endpoint; `sendsEmail` as for one. */
export function formAction<Input, Data>(
  schema: z.ZodType<Input>,
  service: Service<Context, Input, Data>,
  more: Pick<Endpoint, "sendsEmail"> = {},
): FormAction<Data> {
  return actionOf({ name: "form", endpoint: { input: schema, ...more }, run: service });
}

/**
 * A form of the admin's pages; `sendsEmail` as for an endpoint. Errors: those of `asAdmin`, from whatever page it is posted, and those of the
 * service.
 */
export function adminAction<Input, Data>(
  permission: Action,
  schema: z.ZodType<Input>,
  service: Service<AdminMailContext, Input, Data>,
  more: Pick<Endpoint, "sendsEmail"> = {},
): FormAction<Data> {
  const run = async (ctx: Context, input: Input) => {
    const admin = await asAdmin(ctx, permission, knownProviders());
    return admin.ok ? service(admin.data, input) : admin;
  };
  return formAction(schema, run, more);
}

/** A form of the core that a visitor without a session may post, who becomes a guest by it. */
export function coreGuestAction<Input, Data>(
  schema: z.ZodType<Input>,
  service: Service<Context, Input, Data>,
): FormAction<Data> {
  return formAction(schema, async (ctx, input) => {
    const user = await userOrGuest(ctx);
    return user.ok ? service({ ...ctx, tokenHash: user.data.tokenHash }, input) : user;
  });
}

/** Returns the same action, after which the page that sent the form shows what has changed. */
export function withRefresh<Data>(action: FormAction<Data>): FormAction<Data> {
  return async (previous, form) => {
    const state = await action(previous, form);
    if (state.status === "done") refresh();
    return state;
  };
}

/** Returns the same action, which then takes the browser to another page. The pages before it are asked for anew on the way back. */
export function withRedirect<Data>(action: FormAction<Data>, to: (data: Data) => string): FormAction<Data> {
  return async (previous, form) => {
    const state = await action(previous, form);
    if (state.status !== "done") return state;
    refresh();
    redirect(to(state.data));
  };
}

/** What is needed of a guest who was created, as the wire has it. */
const created = z.object({ user: z.object({ id: z.string() }) });

/** Who posts a form: the user of its session, or the guest whom a visitor becomes now; and SHA-256 of that session's secret. */
export async function userOrGuest(ctx: Context): Promise<Result<{ id: string; tokenHash: string | null }>> {
  const lookup = await readSession(ctx);
  if (lookup.state === "live") return ok({ id: lookup.user.id, tokenHash: ctx.tokenHash });
  if (lookup.state === "rotated" || lookup.state === "expired_user") return sessionError(lookup.state);
  const create = operation("POST /api/auth/sign-in/anonymous", createGuest);
  const incoming = await incomingForm({});
  const handled = await handleRequest(create, { ...incoming, idempotencyKey: ctx.idempotencyKey });
  if (!handled.result.ok) return handled.result;
  await setCookies(handled.cookies);
  const { user } = created.parse(handled.result.data);
  const token = handled.cookies.find(({ name }) => name === sessionCookieName())?.value;
  return ok({ id: user.id, tokenHash: token === undefined ? ctx.tokenHash : hashSecret(token) });
}

function actionOf<Data>(served: Operation): FormAction<Data> {
  return async (_previous, form) => {
    const fields = fieldsOf(form);
    const incoming = await incomingForm(fields);
    const exceeded = await countForm(incoming.headers, requestTokenHash(incoming.headers, incoming.cookies));
    const handled = exceeded
      ? { result: tooMany(exceeded), cookies: [] }
      : await handleRequest(served, incoming);
    const { result, cookies: toSet } = handled;
    const values = withoutSecrets(fields, served.endpoint.input);
    if (!result.ok) return { status: "failed", error: wireError(result.code, result.details), values };
    await setCookies(toSet);
    // The one cast: the service was held against the entry or the schema where the action was declared.
    return { status: "done", data: result.data as Data, values };
  };
}

async function setCookies(toSet: readonly Cookie[]): Promise<void> {
  const jar = await cookies();
  for (const cookie of toSet) jar.set(cookie);
}

async function incomingForm({
  [idempotencyField]: idempotencyKey,
  ...fields
}: Record<string, string | undefined>): Promise<Incoming> {
  return {
    headers: await headers(),
    cookies: await cookies(),
    idempotencyKey,
    fields: async () => ok(fields),
  };
}

/** The fields with which a form may be filled again: those that its schema names and does not mark as `writeOnly`. */
export function withoutSecrets(fields: Record<string, string>, schema: z.ZodType): Record<string, string> {
  const object = objectOf(schema);
  if (object === null) return {};
  const isShown = (name: string) => {
    const field = object.shape[name];
    if (field) return !isWriteOnly(field);
    const { catchall } = object.def;
    return catchall !== undefined && !(catchall instanceof z.ZodNever);
  };
  return Object.fromEntries(Object.entries(fields).filter(([name]) => isShown(name)));
}

function objectOf(schema: z.core.$ZodType): z.ZodObject | null {
  if (schema instanceof z.ZodObject) return schema;
  return schema instanceof z.ZodPipe ? objectOf(schema.in) : null;
}

function isWriteOnly(schema: z.core.$ZodType): boolean {
  if (z.globalRegistry.get(schema)?.writeOnly === true) return true;
  if (schema instanceof z.ZodPipe) return isWriteOnly(schema.in);
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodNullable || schema instanceof z.ZodDefault)
    return isWriteOnly(schema.unwrap());
  return false;
}
