import { after } from "next/server";
import type { z } from "zod";
import { isOutage } from "@/db/failure";
import type { Ctx } from "@/lib/auth/context";
import type { Endpoint, Limit } from "@/lib/contract/endpoints";
import { errors } from "@/lib/contract/errors";
import { fail, type Result } from "@/lib/contract/result";
import { newBrowserSecret, ownSecret } from "./browser-cookie";
import { countByAddress, countByEmail, countedBefore, countTry } from "./counted";
import type { Count } from "./limit-store";
import { logFailure, requestIdHeader } from "./log";
import { deliverMail } from "./mail";
import { isCrossSite } from "./origin";
import { parse } from "./parse";
import { count, isSpent, type Patience, patienceByInput } from "./rate-limit";
import { contextOf } from "./session";
import { deliverWebhooksLater } from "./webhooks";

export type Verb<Input, Data> = (ctx: Ctx, input: Input) => Promise<Result<Data>>;

/** A request as both kinds of door see it: a route's with JSON, a form's with fields. */
export type Incoming = {
  headers: Headers;
  /** The session's cookie. */
  cookie: string | undefined;
  /** The cookie by which a browser without a session is known again. */
  browser: string | undefined;
  body: () => Promise<Result<object>>;
};

/**
 * What was decided, where the caller stands with the limits where that was counted here, and what to know the browser by
 * from now on.
 */
export type Performed<Data> = { result: Result<Data>; counted: Count | null; browser: string | null };

/**
 * From a request to a verb's answer, the same for every door: origin, limits, shape, then the verb. What a caller
 * can act on comes back as a value; an outage is UNAVAILABLE and a bug INTERNAL_ERROR, with the cause in the log alone.
 */
export async function perform<Input, Data>(
  endpoint: Endpoint<unknown, unknown>,
  schema: z.ZodType<Input>,
  verb: Verb<Input, Data>,
  incoming: Incoming,
): Promise<Performed<Data>> {
  let counted: Count | null = null;
  const refuse = (result: Result<never>) => ({ result, counted, browser: null });
  try {
    if (endpoint.method !== "GET" && isCrossSite(incoming.headers)) return refuse(fail("CROSS_SITE_REQUEST"));
    const isLimited = endpoint.limits.length > 0;
    if (isLimited)
      counted =
        countedBefore(incoming.headers, endpoint) ?? (await countByAddress(endpoint, incoming.headers));
    if (counted?.allowed === false) return refuse(tooMany(counted));
    const body = await incoming.body();
    if (!body.ok) return refuse(body);
    const input = parse(schema, body.data);
    if (!input.ok) return refuse(input);
    const browser = ownSecret(incoming.browser) ?? (endpoint.bindsBrowser ? newBrowserSecret() : undefined);
    const ctx = await contextOf(incoming.headers, incoming.cookie, browser);
    const patience = patienceByInput();
    const exceeded = isLimited && (await countInput(endpoint, incoming.headers, input.data, ctx, patience));
    if (exceeded) return { result: tooMany(exceeded), counted: exceeded, browser: null };
    const work = () => verb(ctx, input.data);
    const { conflicts } = endpoint;
    const result = await (conflicts ? withinConflicts(conflicts, ctx, patience, work) : work());
    if (result.ok && endpoint.mails) after(deliverMail);
    if (result.ok && endpoint.method !== "GET") deliverWebhooksLater();
    return { result, counted, browser: (endpoint.bindsBrowser && browser) || null };
  } catch (error) {
    logFailure(`${endpoint.method} ${endpoint.path}`, error, incoming.headers.get(requestIdHeader));
    return refuse(fail(isOutage(error) ? "UNAVAILABLE" : "INTERNAL_ERROR"));
  }
}

/** RATE_LIMITED, with the seconds to wait. */
export function tooMany(counted: Count): Result<never> {
  return fail("RATE_LIMITED", { retryAfter: counted.resetSeconds });
}

async function withinConflicts<Data>(
  conflicts: Limit,
  ctx: Ctx,
  patience: Patience,
  work: () => Promise<Result<Data>>,
): Promise<Result<Data>> {
  if (ctx.tokenHash === null) return work();
  if (await isSpent(conflicts, ctx.tokenHash, patience))
    return fail("RATE_LIMITED", { retryAfter: conflicts.windowSeconds });
  const result = await work();
  if (result.ok || errors[result.code].status !== 409) return result;
  const counted = await count(conflicts, ctx.tokenHash, patience);
  return counted.allowed ? result : tooMany(counted);
}

/** Counts under the limits that depend on what came in. The answer is the count that is exceeded, or null. */
async function countInput(
  endpoint: Endpoint<unknown, unknown>,
  incoming: Headers,
  input: unknown,
  ctx: Ctx,
  patience: Patience,
): Promise<Count | null> {
  if (typeof input !== "object" || input === null) return null;
  const email = emailOf(input) ?? ctx.tokenHash;
  const counts = [
    await countTry(endpoint, incoming, input, patience),
    email === null ? null : await countByEmail(endpoint, email, patience),
  ];
  return counts.find((counted) => counted?.allowed === false) ?? null;
}

function emailOf(input: object): string | null {
  return "email" in input && typeof input.email === "string" ? input.email : null;
}
