import "server-only";
import { env } from "./env";

/** Where a recovery code is typed, as an address that works from anywhere: under AUTH_URL, whatever the Host header says. */
export function resumeUrl(): string {
  return new URL("/resume", env().baseUrl).href;
}

/** Where an invitation's secret is brought, in the same way. */
export function joinUrl(): string {
  return new URL("/join", env().baseUrl).href;
}
