import "server-only";
import { headers } from "next/headers";
import { unstable_rethrow } from "next/navigation";
import type { Result } from "@/lib/api/result";
import type { Context } from "@/lib/auth/core/context";
import { failureResult } from "./http/failures";
import { currentContext } from "./session";

/**
 * Asks a service for the page that is being shown. Only for services that read: opening a page changes nothing. Never rejects; an outage is
 * UNAVAILABLE and a bug INTERNAL_ERROR, as at the endpoints.
 */
export async function ask<Data>(service: (ctx: Context) => Promise<Result<Data>>): Promise<Result<Data>> {
  try {
    return await service(await currentContext());
  } catch (error) {
    unstable_rethrow(error);
    return failureResult("page", error, await headers());
  }
}
