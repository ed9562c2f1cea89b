import { openApi } from "@/lib/reference/openapi";
import { env } from "@/lib/server/env";

export const dynamic = "force-dynamic";

/** The reference for machines: what every endpoint takes and answers. */
export async function GET(): Promise<Response> {
  return Response.json(openApi(env().baseUrl.origin));
}
