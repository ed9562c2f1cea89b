import { adminApi } from "@/lib/api/admin/admin";
import { organizationApi } from "@/lib/features/organizations/api"; // eject: organizations
import { passkeyApi } from "@/lib/features/passkeys/api"; // eject: passkeys
import { authApi } from "./auth";
import type { Endpoint, WireOf } from "./define";

/** Every endpoint there is: the core's, and one line for each feature that has some. */
export const api = {
  ...authApi,
  ...passkeyApi, // eject: passkeys
  ...adminApi,
  ...organizationApi, // eject: organizations
};

export type Api = typeof api;
export type Key = keyof Api;

/** What a caller receives from an endpoint as `data`. */
export type AnswerOf<K extends Key> = WireOf<Api[K]>;

/** The entry of a key, without its exact types. */
export function endpointOf(key: Key): Endpoint {
  return api[key];
}

/** `POST /api/auth/sign-out` in its two parts. */
export function partsOf(key: string): { method: string; path: string } {
  const [method = "", path = ""] = key.split(" ");
  return { method, path };
}
