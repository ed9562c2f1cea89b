import type { Context } from "@/lib/auth/core/context";
import {
  browserMarks,
  hashSecret,
  mailCodes,
  mailSecrets,
  newSessionSecret,
  type Secret,
  sessionSecrets,
  type Visit,
  visitMarks,
} from "@/lib/auth/core/secrets";
import { hooks } from "@/lib/features/hooks";
import { processWide } from "@/lib/process-wide";
import { product } from "@/lib/product"; // eject: passkeys
import { isBrowser } from "@/lib/server/request/cross-site";
import { database } from "./db";
import { env } from "./env";
import { sessionCookieName } from "./http/cookies";
import { askedPath } from "./public-urls";
import { clientNetwork, placeOf } from "./request/client-address";
import { currentConfig } from "./settings";

/**
 * The session secret that a request presents, or null. A browser's is in its cookie; any other caller's is its bearer token, or
 * else its cookie. An Authorization header that holds no secret of ours, such as a proxy's, is as good as absent.
 */
export function requestToken(incoming: Headers, cookie: string | undefined): string | null {
  const bearer = /^Bearer +([\w-]{43})$/i.exec(incoming.get("authorization") ?? "")?.[1];
  return ((isBrowser(incoming) ? undefined : bearer) ?? cookie) || null;
}

/** The cookies of a request, as Next has them. */
export type CookieJar = { get: (name: string) => { value: string } | undefined };

/** SHA-256 of that secret, or null. */
export function requestTokenHash(incoming: Headers, cookies: CookieJar): string | null {
  const token = requestToken(incoming, cookies.get(sessionCookieName())?.value);
  return token === null ? null : hashSecret(token);
}

type Request = {
  headers: Headers;
  tokenHash: string | null;
  /** The secret by which a browser without a session is recognised. */
  browserSecret?: string | null;
  newSecret?: () => Secret;
  idempotencyKey?: string | null;
};

/** What a service knows of a request. */
export async function requestContext(request: Request): Promise<Context> {
  const {
    headers,
    tokenHash,
    browserSecret = null,
    newSecret = newSessionSecret,
    idempotencyKey = null,
  } = request;
  const { mailSecret, mailCode } = derivedSecrets();
  return {
    db: await database(),
    clock: () => new Date(),
    tokenHash,
    newSecret,
    idempotencyKey,
    userAgent: headers.get("user-agent")?.slice(0, 400) ?? null,
    place: placeOf(headers),
    config: await currentConfig(),
    adminEmails: env().ADMIN_EMAILS,
    relyingParty: relyingParty(), // eject: passkeys
    askedPath: (asked, otherwise) => askedPath(asked, headers, otherwise),
    browserHash: browserSecret === null ? null : hashSecret(browserSecret),
    isOwnMail: false,
    visit: () => visitOf(headers, new Date()),
    hooks,
    mailSecret,
    mailCode,
  };
}

function visitOf(incoming: Headers, now: Date): Visit | null {
  const network = clientNetwork(incoming);
  if (network === null) return null;
  return derivedSecrets().visitMark({ network, userAgent: incoming.get("user-agent") ?? "" }, now);
}

// eject-start: passkeys
/** From AUTH_URL, whatever the Host header says. */
function relyingParty(): Context["relyingParty"] {
  const { hostname, origin } = env().baseUrl;
  return { id: hostname, name: product.name, origin };
}
// eject-end: passkeys

/** The secrets that are derived from AUTH_SECRET. */
export function derivedSecrets() {
  return processWide("secrets", () => {
    const { secret } = env();
    return {
      mailSecret: mailSecrets(secret),
      mailCode: mailCodes(secret),
      sessionSecret: sessionSecrets(secret),
      browserMark: browserMarks(secret),
      visitMark: visitMarks(secret),
    };
  });
}
