import { createHmac, createSecretKey, hkdfSync } from "node:crypto";

/**
 * Where a guest came from, to count guests who come from one place: the network, and the browser in it, each as a keyed hash that changes
 * every day (UTC). A person cannot be followed from one day to the next, and the address cannot be recovered from it without `AUTH_SECRET`.
 */
export type Visit = { network: string; browser: string };

/** Returns what turns a visit into its marks. `network` is an address without its last part, `key` AUTH_SECRET. */
export function visitMarks(key: string): (from: { network: string; userAgent: string }, now: Date) => Visit {
  const derived = createSecretKey(Buffer.from(hkdfSync("sha256", key, "", "guestbook/visit", 32)));
  return ({ network, userAgent }, now) => {
    const day = now.toISOString().slice(0, 10);
    const mark = (...parts: string[]) =>
      createHmac("sha256", derived)
        .update([day, ...parts].join("\n"))
        .digest("base64url")
        .slice(0, 12);
    return { network: mark(network), browser: mark(network, userAgent) };
  };
}
