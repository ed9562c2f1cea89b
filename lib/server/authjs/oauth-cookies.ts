import { decode, encode } from "@auth/core/jwt";
import { z } from "zod";
import { isProviderId } from "@/lib/api/social";
import { hashSecret } from "@/lib/auth/core/secrets";
import { oauthLifetime } from "@/lib/auth/social/oauth-returns";
import { env } from "@/lib/server/env";
import { cookie, withPrefix } from "@/lib/server/http/cookies";

/**
 * A cookie that nobody but this server can read or make, for a few minutes. SameSite=Lax, so that it comes back with a
 * person who returns from another site, and not with that site's own requests.
 */
function sealedCookie<T extends object>(name: string, schema: z.ZodType<T>, seconds: number) {
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

/** A provider's answer that came as another site's POST, on its way to a request that carries our own cookies. */
export const answerCookie = sealedCookie("social-answer", z.object({ body: z.string().max(2500) }), 120);

// Each start at a provider has cookies of its own, named after its state, so that starts from several tabs do not replace each other's.

const start = z.object({
  intent: z.enum(["upgrade", "sign-in", "link"]),
  provider: z.string().refine(isProviderId),
  sessionId: z.string().nullable(),
  callbackURL: z.string(),
  /** Random: the return of this start is claimed by it, and the secret of a session that it opens is derived from it. */
  key: z.string(),
  startedAt: z.number(),
});

/** What a browser went to a provider for: compared with the request that returns. */
export type SealedStart = z.output<typeof start>;

/** A start that a browser returns to, with Auth.js's checks. */
export type OpenedStart = { start: SealedStart; checks: NamedValue[] };

const startCookie = sealedCookie("social-start", start, oauthLifetime);

/** A browser keeps the cookies of this many starts: all its cookies have to fit into one header. */
const mostStarts = 3;

export type NamedValue = { name: string; value: string };

/** Auth.js's own cookies, with which it checks a provider's answer. */
export function isCheck(name: string): boolean {
  return /^(__Secure-|__Host-)?authjs\.(state|nonce|pkce\.code_verifier)$/.test(name);
}

/** The cookies to set for a start: what it is for, the checks that Auth.js made, and the removal of the oldest starts. */
export async function startCookies<Check extends NamedValue>(
  present: readonly NamedValue[],
  state: string,
  checks: readonly Check[],
  value: SealedStart,
) {
  const suffix = suffixOf(state);
  const sealed = await startCookie.seal(value);
  const renamed = checks
    .filter(({ name }) => isCheck(name))
    .map((check) => ({ ...check, name: check.name + suffix }));
  const starts = await Promise.all(
    present
      .filter(({ name }) => name.startsWith(`${startCookie.name()}.`))
      .map(async ({ name, value }) => ({
        suffix: name.slice(startCookie.name().length),
        startedAt: (await startCookie.open(value))?.startedAt ?? 0,
      })),
  );
  const surplus = starts.sort((a, b) => b.startedAt - a.startedAt).slice(mostStarts - 1);
  return {
    set: [...renamed, { ...sealed, name: sealed.name + suffix }],
    clear: surplus.flatMap((each) => clearWithSuffix(present, each.suffix)),
  };
}

/** Returns the start that this state belongs to, with Auth.js's checks, or null where this browser has none, or had it too long ago. */
export async function openStart(present: readonly NamedValue[], state: string): Promise<OpenedStart | null> {
  const suffix = suffixOf(state);
  const own = present.filter(({ name }) => name.endsWith(suffix));
  const sealed = own.find(({ name }) => name === startCookie.name() + suffix);
  const opened = await startCookie.open(sealed?.value);
  if (opened === null) return null;
  const checks = own
    .map(({ name, value }) => ({ name: name.slice(0, -suffix.length), value }))
    .filter(({ name }) => isCheck(name));
  return { start: opened, checks };
}

/** The cookies that remove those of the start with this state. */
export function clearStart(present: readonly NamedValue[], state: string) {
  return clearWithSuffix(present, suffixOf(state));
}

function clearWithSuffix(present: readonly NamedValue[], suffix: string) {
  return present
    .filter(({ name }) => name.endsWith(suffix))
    .map(({ name }) => ({ ...startCookie.clear(), name }));
}

function suffixOf(state: string): string {
  return `.${hashSecret(state).slice(0, 16)}`;
}
