import { after } from "next/server";
import { z } from "zod";
import { isUniqueViolation } from "@/db/failure";
import { callsPerKey } from "@/lib/api/admin/admin";
import type { Scope } from "@/lib/api/admin/scopes";
import type { DataOf, Endpoint, InputOf } from "@/lib/api/define";
import { fail, ok, type Page, type Result } from "@/lib/api/result";
import type { SignedIn } from "@/lib/api/shapes";
import { type Api, endpointOf, type Key } from "@/lib/api/table";
import { actorName } from "@/lib/auth/core/audit";
import type { AdminContext, Context } from "@/lib/auth/core/context";
import { newSessionSecret } from "@/lib/auth/core/secrets";
import { replaySession } from "@/lib/auth/session/replay";
import { deliverLater } from "@/lib/features/deliveries";
import { isBrowser, isCrossSite } from "@/lib/server/request/cross-site";
import { parse } from "@/lib/server/request/parse";
import { adminContext, requestApiKey } from "../admin-context";
import { type CookieJar, derivedSecrets, requestContext, requestTokenHash } from "../context";
import { failureResult } from "../log";
import { deliverMail } from "../mail/mail";
import { countOnce } from "../rate-limit/counted";
import { withinInputLimits } from "../rate-limit/input-limits";
import { cookieAfterSignIn } from "../rate-limit/known-browser";
import type { RateLimitResult } from "../rate-limit/limit-stores";
import { count, tooMany } from "../rate-limit/rate-limit";
import {
  browserCookie,
  browserCookieName,
  type Cookie,
  clearedSessionCookie,
  ownSecret,
  sessionCookie,
} from "./cookies";
import { idempotencyKey, sessionSecretFor } from "./idempotency";

/** What does the work of an endpoint. What a caller can act on comes back as a value; bugs and outages are thrown. */
export type Service<Ctx, Input, Data> = (ctx: Ctx, input: Input) => Promise<Result<Data>>;

/** The service that fits the entry of `K`: less than its output, or another input, does not compile. */
export type ServiceOf<K extends Key> = Service<
  Api[K] extends { scope: Scope } ? AdminContext : Context,
  InputOf<Api[K]>,
  DataOf<Api[K]>
>;

/** What an answer of `K` holds besides its session, where the same request is sent again; null where that is lost. */
export type ReplayOf<K extends Key> = (ctx: Context, input: InputOf<Api[K]>) => Promise<object | null>;

/** A request as a route or a form brings it. */
export type Incoming = {
  headers: Headers;
  cookies: CookieJar;
  /** The Idempotency-Key, not checked yet. */
  idempotencyKey: unknown;
  fields: () => Promise<Result<object>>;
};

/** What was decided, in the wire's form; the limit that the caller is nearest to; the cookies to set. */
export type Handled = {
  result: Result<unknown>;
  /** Of a list: the cursor of the next page, or null at the end. */
  after?: string | null;
  limit: RateLimitResult | null;
  cookies: Cookie[];
};

/**
 * An endpoint of the table with its service, or a form that is no endpoint; `name` is what the log calls it. `run` is a method,
 * so that the service may ask for the input that the schema makes.
 */
export type Operation = {
  name: string;
  endpoint: Pick<Endpoint, "input"> & Partial<Endpoint>;
  run(ctx: Context | AdminContext, input: unknown): Promise<Result<unknown>>;
  /** As `ReplayOf`. */
  replay?(ctx: Context, input: unknown): Promise<object | null>;
};

/** The entry of a key with a service that fits it. */
export function operation<K extends Key>(key: K, service: ServiceOf<K>, replay?: ReplayOf<K>): Operation {
  return { name: key, endpoint: endpointOf(key), run: service, ...(replay && { replay }) };
}

/**
 * From a request to its answer, the same for every way in: whose request it is, limits, shape, the service, cookies. An outage is
 * UNAVAILABLE and a bug INTERNAL_ERROR, with the cause in the log alone.
 */
export async function handleRequest(operation: Operation, incoming: Incoming): Promise<Handled> {
  const { scope } = operation.endpoint;
  try {
    return await (scope ? handleForKey(operation, scope, incoming) : handleForUser(operation, incoming));
  } catch (error) {
    return refused(failureResult(operation.name, error, incoming.headers));
  }
}

async function handleForUser(operation: Operation, incoming: Incoming): Promise<Handled> {
  const { name, endpoint } = operation;
  const { headers, cookies: brought } = incoming;
  const isRead = name.startsWith("GET ");
  if (!isRead && isCrossSite(headers)) return refused(fail("CROSS_SITE_REQUEST"));
  const limits = endpoint.limits ?? [];
  const limit = await countOnce(headers, { name, limits });
  if (limit?.allowed === false) return refused(tooMany(limit), limit);
  const fields = await incoming.fields();
  if (!fields.ok) return refused(fields, limit);
  const input = parse(endpoint.input, fields.data);
  if (!input.ok) return refused(input, limit);
  // A form that is no endpoint may make its visitor a guest first.
  const takesKey = endpoint.session === "opens" || endpoint.output === undefined;
  const key = idempotencyKey(takesKey ? incoming.idempotencyKey : null);
  if (!key.ok) return refused(key, limit);
  const tokenHash = requestTokenHash(headers, brought);
  const request = { endpoint: name, input: fields.data, tokenHash };
  const newSecret = sessionSecretFor(key.data, request, derivedSecrets().sessionSecret);
  const browserSecret =
    ownSecret(brought.get(browserCookieName())?.value) ??
    (endpoint.bindsBrowser ? newSessionSecret().token : null);
  const ctx = await requestContext({
    headers,
    tokenHash,
    browserSecret,
    newSecret,
    idempotencyKey: key.data,
  });
  const again = async () => (key.data === null ? null : replayed(operation, ctx, input.data));
  // What counts as a try must not count twice.
  const earlier = limits.some(({ by }) => by !== "ip") ? await again() : null;
  const answer =
    earlier ??
    (await withinInputLimits(endpoint, ctx, { headers, cookies: brought, input: input.data }, (counted) =>
      runOrReplay(operation, counted, input.data, again),
    ));
  if ("exceeded" in answer) return refused(tooMany(answer.exceeded), answer.exceeded);
  if (!answer.ok) return refused(answer, limit);
  if (!isRead) sendLater(endpoint);
  const cookies = endpoint.bindsBrowser && browserSecret ? [browserCookie(browserSecret)] : [];
  if (endpoint.session === "ends") cookies.push(clearedSessionCookie());
  if (endpoint.session !== "opens") return { result: toWire(endpoint, answer), limit, cookies };
  const { data } = answer;
  if (!hasSession(data)) throw new Error(`${name} answered without a session`);
  if (data.session.token) cookies.push(sessionCookie(data.session.token));
  if (!data.user.isAnonymous) cookies.push(cookieAfterSignIn(brought, data.user.id, ctx.clock()));
  // A browser's script never sees a session's secret.
  const shown = isBrowser(headers) ? { ...data, session: { ...data.session, token: null } } : data;
  return { result: toWire(endpoint, { ...answer, data: shown }), limit, cookies };
}

/** The service's answer; where it refuses what the same request has done before, the answer that was given then. */
async function runOrReplay(
  operation: Operation,
  ctx: Context,
  input: unknown,
  again: () => Promise<Result<unknown> | null>,
): Promise<Result<unknown>> {
  try {
    const result = await operation.run(ctx, input);
    return result.ok ? result : ((await again()) ?? result);
  } catch (error) {
    // The same request at the same moment, whose secret this one would have made too.
    const result = isUniqueViolation(error) ? await again() : null;
    if (result === null) throw error;
    return result;
  }
}

async function replayed(
  { endpoint, replay }: Operation,
  ctx: Context,
  input: unknown,
): Promise<Result<unknown> | null> {
  const opened = await replaySession(ctx);
  const more = opened && replay ? await replay(ctx, input) : {};
  if (opened === null || more === null) return null;
  // A session that is as old as its user began with it.
  const isNew = opened.session.createdAt.getTime() === opened.user.createdAt.getTime();
  return ok({ ...opened, ...more }, isNew ? endpoint.status : 200);
}

async function handleForKey(operation: Operation, scope: Scope, incoming: Incoming): Promise<Handled> {
  const { endpoint, name, run } = operation;
  const { headers } = incoming;
  const key = await requestApiKey(headers);
  if (!key.ok) return refused(key);
  const limit = await count(callsPerKey, actorName(key.data.actor));
  if (!limit.allowed) return refused(tooMany(limit), limit);
  if (!key.data.scopes.includes(scope)) return refused(fail("FORBIDDEN"), limit);
  const fields = await incoming.fields();
  if (!fields.ok) return refused(fields, limit);
  const input = parse(endpoint.input, fields.data);
  const answer = input.ok ? await run(await adminContext(key.data.actor), input.data) : input;
  if (!answer.ok) return refused(answer, limit);
  if (!name.startsWith("GET ")) sendLater(endpoint);
  if (!endpoint.isList) return { result: toWire(endpoint, answer), limit, cookies: [] };
  const { data } = answer;
  if (!isPage(data)) throw new Error(`${name} answered without a page`);
  const items = data.items.map((item) => encode(endpoint, item));
  return { result: { ...answer, data: items }, after: data.after, limit, cookies: [] };
}

/** Emails and webhooks leave once the answer is out. */
function sendLater({ sendsEmail }: Partial<Endpoint>): void {
  if (sendsEmail) after(deliverMail);
  deliverLater();
}

function refused(result: Result<never>, limit: RateLimitResult | null = null): Handled {
  return { result, limit, cookies: [] };
}

function toWire(
  endpoint: Partial<Endpoint>,
  answer: Extract<Result<unknown>, { ok: true }>,
): Result<unknown> {
  return { ...answer, data: encode(endpoint, answer.data) };
}

/** As the entry's output has it. A form that is no endpoint has none: its answer stays on the server's own page. */
function encode({ output }: Partial<Endpoint>, data: unknown): unknown {
  return output ? z.encode(output, data) : data;
}

function hasSession(data: unknown): data is SignedIn {
  return typeof data === "object" && data !== null && "session" in data && "user" in data;
}

function isPage(data: unknown): data is Page<unknown> {
  return typeof data === "object" && data !== null && "items" in data;
}
