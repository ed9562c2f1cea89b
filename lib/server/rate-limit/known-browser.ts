import { randomBytes } from "node:crypto";
import type { LimitedAccount } from "@/lib/auth/account/limited-account";
import { isSame } from "@/lib/auth/core/secrets";
import { type CookieJar, derivedSecrets } from "@/lib/server/context";
import { type Cookie, knownBrowserCookie, knownBrowserCookieName } from "@/lib/server/http/cookies";

/** A browser is known to so many accounts, those that were signed in to last. */
const accountsAtMost = 5;

/** 128 random bits, then for each account the time of its sign-in (milliseconds, base 36) and a MAC of all three. */
const form = /^([\w-]{22})((?:\.[0-9a-z]{8}[\w-]{43}){0,5})$/;

/**
 * Returns the cookie by which a browser is known, in place of the one it brought, once it has signed in to an account (OWASP,
 * "Device Cookies"). It opens nothing: strangers who use up the limits of an address do not use up this browser's.
 */
export function cookieAfterSignIn(brought: CookieJar, userId: string, now: Date): Cookie {
  const present = parse(brought.get(knownBrowserCookieName())?.value);
  const { id, entries } = present ?? { id: randomBytes(16).toString("base64url"), entries: [] };
  const others = entries.filter(({ time, mac }) => !isSame(mac, macOf(id, time, userId)));
  const time = now.getTime().toString(36);
  const kept = [{ time, mac: macOf(id, time, userId) }, ...others].slice(0, accountsAtMost);
  return knownBrowserCookie([id, ...kept.map(({ time, mac }) => `${time}${mac}`)].join("."));
}

/**
 * Returns the id of a browser that has signed in to an account since its password was set last, or null. So whoever knew an earlier password
 * has no budget to guess the next one.
 */
export function knownBrowser(
  brought: string | undefined,
  { id: userId, passwordSetAt }: LimitedAccount,
): string | null {
  const { id, entries } = parse(brought) ?? { id: "", entries: [] };
  const entry = entries.find(({ time, mac }) => isSame(mac, macOf(id, time, userId)));
  if (!entry) return null;
  const isSince = passwordSetAt === null || Number.parseInt(entry.time, 36) >= passwordSetAt.getTime();
  return isSince ? id : null;
}

function parse(value: string | undefined) {
  const [, id, rest] = form.exec(value ?? "") ?? [];
  if (id === undefined || rest === undefined) return null;
  const entries = rest.split(".").slice(1);
  return { id, entries: entries.map((entry) => ({ time: entry.slice(0, 8), mac: entry.slice(8) })) };
}

function macOf(id: string, time: string, userId: string): string {
  return derivedSecrets().browserMark(`${id} ${time} ${userId}`);
}
