import { createHmac, hkdfSync } from "node:crypto";
import { hashSecret } from "@/lib/auth/core/secrets";
import { processWide } from "@/lib/process-wide";
import { env } from "@/lib/server/env";
import { newId } from "../ids";

/**
 * The secret of a link to a card, derived from the link's id, so that the owner can see it again while the database holds only its hash. A new
 * link has another id, and with it another secret.
 */
export function linkSecret(id: string): string {
  const key = processWide("card-links", () =>
    Buffer.from(hkdfSync("sha256", env().secret, "", "guestbook/card-link", 32)),
  );
  return createHmac("sha256", key).update(id).digest("base64url");
}

/** The link that is shared with those who sign. */
export function linkUrl(id: string): string {
  return new URL(`/join/${linkSecret(id)}`, env().baseUrl).href;
}

/** The link that is sent to the recipient. */
export function deliveryUrl(id: string): string {
  return new URL(`/open/${linkSecret(id)}`, env().baseUrl).href;
}

/** The same in an email: it leads on to that page. */
export function mailedUrl(id: string): string {
  const url = new URL("/open", env().baseUrl);
  url.searchParams.set("token", linkSecret(id));
  return url.href;
}

/** A new link, as the database keeps it. */
export function newLink(createdAt: Date, prefix: "lnk" | "dlv" = "lnk") {
  const id = newId(prefix);
  return { id, tokenHash: hashSecret(linkSecret(id)), createdAt };
}
