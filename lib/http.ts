import type { Endpoint } from "./contract/endpoints";
import type { Envelope, WireError } from "./contract/errors";

/** Where nothing came back. */
export const unreachable: WireError = { code: "NETWORK_ERROR", message: "No connection", status: 0 };

/**
 * Calls an endpoint and hands on exactly what it answered. Never throws: where nothing came back that can be read, the
 * error is NETWORK_ERROR with status 0.
 */
export async function request<Input, Data>(
  { method, path }: Endpoint<Input, Data>,
  input?: Input,
  headers: Record<string, string> = {},
): Promise<Envelope<Data>> {
  try {
    const response = await fetch(path, {
      method,
      cache: "no-store",
      ...(method !== "GET" && {
        headers: { ...headers, "content-type": "application/json" },
        body: JSON.stringify(input ?? {}),
      }),
    });
    return await response.json();
  } catch {
    return { data: null, error: unreachable };
  }
}
