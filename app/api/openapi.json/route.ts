import { openApi } from "@/lib/api/openapi";
import { env } from "@/lib/server/env";
import { withRequestId } from "@/lib/server/http/json-response";

export const dynamic = "force-dynamic";

/** The reference for machines: what every endpoint takes and answers. */
export const GET = withRequestId(async () => Response.json(openApi(env().baseUrl.origin)));
