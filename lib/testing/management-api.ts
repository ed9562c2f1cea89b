import { resolve } from "node:path";
import { NextRequest } from "next/server";
import { onTestFinished, vi } from "vitest";
import type { Db } from "@/db/client";
import { processValues } from "@/lib/process-wide";
import { connectTo } from "./next-headers";

/** BANATA_API_KEY in these tests: it has every scope. */
export const rootKey = "root-key-of-the-tests-with-32-characters";

type Answer = { data: unknown; error: { code: string } | null; listMetadata?: { after: string | null } };
type Handler = (request: NextRequest, context: { params: Promise<object> }) => Promise<Response>;

type Call = {
  query?: string;
  /** What stands for `:id` in the path. */
  id?: string;
  /** The API key; the root key where none is given, and none at all for null. */
  key?: string | null;
  body?: object;
  headers?: Record<string, string>;
  /** The client's address; another one for each call where none is given. */
  from?: string;
};

let address = 0;

/** Calls the handlers of route files in this process, on `db`, until the test ends: `call("app/api/v1/users/route.ts", "GET")`. */
export function managementApi(db: Db) {
  vi.stubEnv("BANATA_API_KEY", rootKey);
  vi.stubEnv("TRUSTED_PROXIES", "1");
  processValues.delete("env");
  connectTo(db);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    processValues.delete("env");
  });
  return async (file: string, method: string, sent: Call = {}) => {
    const route: Record<string, Handler> = await import(resolve(file));
    const { query = "", id, key = rootKey, body, headers, from = `198.18.1.${++address % 250}` } = sent;
    const request = new NextRequest(`http://localhost:3000/x${query}`, {
      method,
      headers: {
        "x-forwarded-for": from,
        "content-type": "application/json",
        ...(key !== null && { authorization: `Bearer ${key}` }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const response = await route[method]?.(request, { params: Promise.resolve({ ...(id && { id }) }) });
    if (!response) throw new Error(`${file} has no ${method}`);
    const answer: Answer = await response.json();
    return { status: response.status, ...answer };
  };
}
