import { createHash } from "node:crypto";
import type { Endpoint, Limit } from "@/lib/api/define";
import { errors } from "@/lib/api/errors";
import type { Result } from "@/lib/api/result";
import { accountOfEmail, accountOfRequest, type LimitedAccount } from "@/lib/auth/account/limited-account";
import type { Context } from "@/lib/auth/core/context";
import type { CookieJar } from "@/lib/server/context";
import { knownBrowserCookieName } from "@/lib/server/http/cookies";
import { countAll } from "./counted";
import { knownBrowser } from "./known-browser";
import type { RateLimitResult } from "./limit-stores";
import { budgetByInput, count, lastToEnd, readLimit, type TimeBudget } from "./rate-limit";

/** What a request brought, besides its session. */
type Brought = { headers: Headers; cookies: CookieJar; input: unknown };

/** Does `work` within the limits that depend on what came in, or returns the one that is exceeded. */
export async function withinInputLimits(
  { limits = [], conflictLimit }: Pick<Endpoint, "limits" | "conflictLimit">,
  ctx: Context,
  brought: Brought,
  work: (ctx: Context) => Promise<Result<unknown>>,
): Promise<Result<unknown> | { exceeded: RateLimitResult }> {
  if (limits.length === 0) return work(ctx);
  const budget = budgetByInput();
  const { exceeded, isOwnMail } = await countInput(limits, brought, ctx, budget);
  if (exceeded) return { exceeded };
  if (!conflictLimit || ctx.tokenHash === null) return work({ ...ctx, isOwnMail });
  const conflicts = await readLimit(conflictLimit, ctx.tokenHash, budget);
  if (!conflicts.allowed) return { exceeded: conflicts };
  const result = await work({ ...ctx, isOwnMail });
  if (result.ok || errors[result.code].status !== 409) return result;
  const counted = await count(conflictLimit, ctx.tokenHash, budget);
  return counted.allowed ? result : { exceeded: counted };
}

/** The limit that a request exceeds, or null; and whether the email it asks for counts under its browser's own limit. */
type InputCount = { exceeded: RateLimitResult | null; isOwnMail: boolean };

/**
 * Counts a request under those of the limits that depend on what it brought: tries at a code or a password, and by the address it names or the
 * account it is about. A browser that has signed in to that account before counts under its own limit as long as anything is left of
 * it, and then as everybody.
 */
async function countInput(
  limits: readonly Limit[],
  { headers, cookies, input }: Brought,
  ctx: Context,
  budget: TimeBudget,
): Promise<InputCount> {
  if (typeof input !== "object" || input === null) return { exceeded: null, isOwnMail: false };
  const browser = cookies.get(knownBrowserCookieName())?.value;
  // A try at a code or a password counts by client address.
  const tries = limits.filter(({ by }) => (by === "code" || by === "password") && by in input);
  const results = [await countAll(tries, headers, budget)];
  let isOwnMail = false;
  const isGuess = "password" in input || "currentPassword" in input;
  for (const limit of limits) {
    if (limit.by !== "email" && !(limit.by === "account" && (isGuess || limit.isMail))) continue;
    const email = limit.by === "email" ? field(input, "email") : null;
    const account = await accountFor(limit, email, input, ctx, browser);
    const key = email ?? account?.email ?? account?.id;
    if (key === undefined) continue;
    const own = await countOwn(limit, account, browser, budget);
    if (own?.allowed) {
      isOwnMail ||= limit.isMail === true && account?.isVerified === true;
      continue;
    }
    const result = await count(limit, createHash("sha256").update(key).digest("base64url"), budget);
    results.push(own && !result.allowed && own.resetSeconds < result.resetSeconds ? own : result);
  }
  return { exceeded: lastToEnd(results), isOwnMail };
}

/** The account that a request counts for, where that has to be known. */
async function accountFor(
  { by, knownBrowser }: Limit,
  email: string | null,
  input: object,
  ctx: Context,
  browser: string | undefined,
): Promise<LimitedAccount | null> {
  if (by === "account") return accountOfRequest(ctx, field(input, "token"));
  return email === null || browser === undefined || !knownBrowser ? null : accountOfEmail(ctx, email);
}

/** Counts a request under its browser's own limit. Returns null where it has none. */
async function countOwn(
  { knownBrowser: max, ...limit }: Limit,
  account: LimitedAccount | null,
  browser: string | undefined,
  budget: TimeBudget,
): Promise<RateLimitResult | null> {
  if (!account || !max) return null;
  const id = knownBrowser(browser, account);
  if (id === null) return null;
  return count({ ...limit, name: `${limit.name}-known`, max }, `${account.id} ${id}`, budget);
}

function field(input: { email?: unknown; token?: unknown }, name: "email" | "token"): string | null {
  const value = input[name];
  return typeof value === "string" ? value : null;
}
