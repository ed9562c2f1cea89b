import type { NextRequest } from "next/server";
import { isOutage } from "@/db/failure";
import { fail } from "@/lib/contract/result";
import { askAuthJs } from "./auth-js";
import { envelope } from "./handle";
import { logFailure } from "./log";

/** What Auth.js answers, with its methods; of everything else under /api/auth there is nothing. */
const answered: readonly { path: RegExp; methods: readonly string[] }[] = [
  { path: /^\/api\/auth\/(session|csrf|providers)$/, methods: ["GET"] },
  { path: /^\/api\/auth\/signout$/, methods: ["POST"] },
];

async function handle(request: NextRequest): Promise<Response> {
  const path = request.nextUrl.pathname;
  const row = answered.find((row) => row.path.test(path));
  if (!row) return envelope(fail("NOT_FOUND"));
  if (!row.methods.includes(request.method))
    return envelope(fail("METHOD_NOT_ALLOWED"), { Allow: row.methods.join(", ") });
  try {
    return await askAuthJs(request);
  } catch (error) {
    logFailure(`${request.method} ${path}`, error);
    return envelope(fail(isOutage(error) ? "UNAVAILABLE" : "INTERNAL_ERROR"));
  }
}

/** The handlers of every path under /api/auth that has no route of its own. */
export const authJsRoutes = { GET: handle, POST: handle, PUT: handle, PATCH: handle, DELETE: handle };
