import "server-only";
import { cookies, headers } from "next/headers";
import { isOutage } from "@/db/failure";
import type { Ctx } from "@/lib/auth/context";
import { fail, type Result } from "@/lib/contract/result";
import { browserCookieName } from "./browser-cookie";
import { logFailure } from "./log";
import { contextOf, cookieName } from "./session";

/**
 * Asks a verb that changes nothing, on behalf of whoever opens this page. Errors: those of the verb, and UNAVAILABLE
 * where the database cannot tell.
 */
export async function ask<Data>(verb: (ctx: Ctx) => Promise<Result<Data>>): Promise<Result<Data>> {
  const [jar, incoming] = [await cookies(), await headers()];
  const [session, browser] = [jar.get(cookieName())?.value, jar.get(browserCookieName())?.value];
  try {
    return await verb(await contextOf(incoming, session, browser));
  } catch (error) {
    if (!isOutage(error)) throw error;
    logFailure("page", error);
    return fail("UNAVAILABLE");
  }
}
