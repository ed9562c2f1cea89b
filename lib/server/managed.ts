import type { z } from "zod";
import { isOutage } from "@/db/failure";
import { findApiKey } from "@/lib/auth/api-keys";
import type { KeeperCtx } from "@/lib/auth/context";
import { badKeys, callsPerKey, type ManagedEndpoint, type Page } from "@/lib/contract/management";
import { fail, ok, type Result } from "@/lib/contract/result";
import { type Scope, scopes } from "@/lib/contract/scopes";
import { clientKey } from "./client-ip";
import { isSame } from "./constant-time";
import { env } from "./env";
import { type Door, envelope } from "./handle";
import { keeperContext } from "./keeper";
import { logFailure, requestIdHeader } from "./log";
import { parse } from "./parse";
import { tooMany } from "./perform";
import { count, rateLimitHeaders } from "./rate-limit";
import { readJson } from "./request-body";
import { deliverWebhooksLater } from "./webhooks";

type Verb<Input, Data> = (ctx: KeeperCtx, input: Input) => Promise<Result<Data>>;

/**
 * One way in at the owner's side: opened by an API key with the endpoint's scope, and by nothing else. Fields come from
 * the body, the query and the path, the later over the earlier.
 */
export function managed<Wire, Input, Data>(
  endpoint: ManagedEndpoint<Wire, Data>,
  schema: z.ZodType<Input>,
  verb: Verb<Input, Data>,
): Door {
  return doorTo(endpoint, schema, verb, (data) => ({ data }));
}

/** The same for a list: its page is `data`, the way on in `listMetadata`. */
export function managedList<Wire, Input, Item>(
  endpoint: ManagedEndpoint<Wire, Page<Item>>,
  schema: z.ZodType<Input>,
  verb: Verb<Input, Page<Item>>,
): Door {
  return doorTo(endpoint, schema, verb, ({ items, after }) => ({ data: items, listMetadata: { after } }));
}

function doorTo<Input, Data>(
  { method, path, scope }: ManagedEndpoint<unknown, unknown>,
  schema: z.ZodType<Input>,
  verb: Verb<Input, Data>,
  body: (data: Data) => object,
): Door {
  return {
    method,
    handler: async (request, { params }) => {
      try {
        const key = await presentedKey(request.headers);
        if (!key.ok) return envelope(key);
        const counted = await count(callsPerKey, key.data.id);
        const headers = rateLimitHeaders(counted);
        if (!counted.allowed) return envelope(tooMany(counted), headers);
        if (!key.data.scopes.includes(scope)) return envelope(fail("FORBIDDEN"), headers);
        const given = method === "GET" ? ok({}) : await readJson(request);
        if (!given.ok) return envelope(given, headers);
        const query = Object.fromEntries(request.nextUrl.searchParams);
        const input = parse(schema, { ...given.data, ...query, ...(await params) });
        const result = input.ok ? await verb(await keeperContext(key.data.id), input.data) : input;
        if (!result.ok) return envelope(result, headers);
        if (method !== "GET") deliverWebhooksLater();
        return Response.json(
          { ...body(result.data), error: null },
          { status: result.status, headers: { "Cache-Control": "private, no-store", ...headers } },
        );
      } catch (error) {
        logFailure(`${method} ${path}`, error, request.headers.get(requestIdHeader));
        return envelope(fail(isOutage(error) ? "UNAVAILABLE" : "INTERNAL_ERROR"));
      }
    },
  };
}

/** The key that a request brings. Errors: INVALID_API_KEY, RATE_LIMITED for an address that brought too many of those. */
async function presentedKey(incoming: Headers): Promise<Result<{ id: string; scopes: readonly Scope[] }>> {
  const key = /^Bearer +(\S+)$/i.exec(incoming.get("authorization") ?? "")?.[1] ?? "";
  const { BANATA_API_KEY } = env();
  if (BANATA_API_KEY !== undefined && isSame(key, BANATA_API_KEY)) return ok({ id: "root key", scopes });
  const found = await findApiKey(await keeperContext("nobody"), key);
  if (found) return ok(found);
  const counted = await count(badKeys, clientKey(incoming));
  return counted.allowed ? fail("INVALID_API_KEY") : tooMany(counted);
}
