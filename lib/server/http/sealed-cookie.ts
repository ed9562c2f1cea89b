import { decode, encode } from "@auth/core/jwt";
import type { z } from "zod";
import { env } from "@/lib/server/env";
import { cookie, withPrefix } from "./cookies";

/**
 * A cookie that nobody but this server can read or make, for a few minutes. SameSite=Lax, so that it comes back with a
 * person who returns from another site, and not with that site's own requests.
 */
export function sealedCookie<T extends object>(name: string, schema: z.ZodType<T>, seconds: number) {
  const fullName = () => withPrefix(name);
  return {
    name: fullName,
    async seal(value: T) {
      const sealed = await encode({ token: value, secret: env().secret, salt: name, maxAge: seconds });
      return cookie(fullName(), sealed, seconds);
    },
    /** What was sealed, or null where it was not here, or is too old. */
    async open(value: string | undefined): Promise<T | null> {
      const opened = await decode({ token: value, secret: env().secret, salt: name }).catch(() => null);
      return schema.safeParse(opened).data ?? null;
    },
    clear: () => cookie(fullName(), "", 0),
  };
}
