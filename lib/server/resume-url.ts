import "server-only";
import { env } from "./env";

/** Where a recovery code is typed, as an address that works from anywhere: under AUTH_URL, whatever the Host header says. */
export function resumeUrl(): string {
  return new URL("/resume", env().baseUrl).href;
}
