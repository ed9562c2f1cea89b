import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import { isOutage } from "@/db/failure";
import type { Ctx } from "@/lib/auth/context";
import { fail, type Result } from "@/lib/contract/result";
import { logFailure, requestIdHeader } from "./log";
import { currentContext } from "./session";

/**
 * A verb's answer for the page that is being shown. Only for verbs that read: opening a page changes nothing.
 * Never rejects; an outage is UNAVAILABLE and a bug INTERNAL_ERROR, as at the endpoints.
 */
export async function ask<Data>(verb: (ctx: Ctx) => Promise<Result<Data>>): Promise<Result<Data>> {
  try {
    return await verb(await currentContext());
  } catch (error) {
    unstable_rethrow(error);
    logFailure("page", error, (await headers()).get(requestIdHeader));
    return fail(isOutage(error) ? "UNAVAILABLE" : "INTERNAL_ERROR");
  }
}
