import "server-only";
import { createHmac, hkdfSync } from "node:crypto";
import { env } from "@/lib/server/env";
import { processWide } from "@/lib/server/process-wide";

/**
 * The secret of a card's link, derived from the link's id, so that its owner can be shown it again while the database
 * holds its hash alone. A renewed link has another id, and with it another secret.
 */
export function linkSecret(id: string): string {
  const key = processWide("card-links", () =>
    Buffer.from(hkdfSync("sha256", env().secret, "", "guestbook/card-link", 32)),
  );
  return createHmac("sha256", key).update(id).digest("base64url");
}

/** The link as people send it around. */
export function linkUrl(id: string): string {
  return new URL(`/join/${linkSecret(id)}`, env().baseUrl).href;
}
