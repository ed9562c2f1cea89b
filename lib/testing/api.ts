import { randomInt } from "node:crypto";
import type { Envelope } from "@/lib/api/errors";
import { handedOut, secretsIn } from "./evidence";

type Answer<T> = Envelope<T> & { status: number; headers: Headers };

export type Call = {
  /** Sent as it is where it is text, as JSON otherwise; null sends no body. */
  body?: unknown;
  token?: string | null;
  headers?: Record<string, string>;
};

export type Api = {
  get<T>(path: string, call?: Call): Promise<Answer<T>>;
  post<T>(path: string, call?: Call): Promise<Answer<T>>;
  delete<T>(path: string, call?: Call): Promise<Answer<T>>;
};

/** An address that no other client of the tests has (RFC 2544 keeps 198.18.0.0/15 for tests). */
export function newAddress(): string {
  return `198.${randomInt(18, 20)}.${randomInt(256)}.${randomInt(256)}`;
}

/** A caller that is no browser: it sends no Origin and no Sec-Fetch-Site, keeps no cookie, and gets tokens as JSON. */
export function apiClient(baseUrl: string, address = newAddress()): Api {
  async function send<T>(method: string, path: string, call: Call = {}): Promise<Answer<T>> {
    const { body = null, token = null } = call;
    const response = await fetch(baseUrl + path, {
      method,
      redirect: "manual",
      headers: {
        "x-forwarded-for": address,
        ...(body !== null && { "content-type": "application/json" }),
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...call.headers,
      },
      body: body === null || typeof body === "string" ? body : JSON.stringify(body),
    });
    const jsonResponse: Envelope<T> = await response.json();
    if (response.ok) handedOut([...secretsIn(body), ...secretsIn(jsonResponse.data)]);
    return { ...jsonResponse, status: response.status, headers: response.headers };
  }
  return {
    get: (path, call) => send("GET", path, call),
    post: (path, call) => send("POST", path, call),
    delete: (path, call) => send("DELETE", path, call),
  };
}
