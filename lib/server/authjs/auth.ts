import "server-only";
import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { NextRequest } from "next/server";
import { type FormState, fieldsOf, idle } from "@/lib/api/form-state";
import { withNext } from "@/lib/api/safe-path";
import type { SocialProvider } from "@/lib/api/social";
import { signOut as signOutService } from "@/lib/auth/session/session";
import { env } from "@/lib/server/env";
import { action } from "@/lib/server/http/action";
import { askedPath } from "@/lib/server/public-urls";
import { askAuthJs, type WireUser } from "./auth-js";
import { authJsRoutes } from "./auth-js-routes";
import { startOAuth } from "./oauth-start";

/** What app/api/auth/[...nextauth] exports. */
export const handlers = authJsRoutes;

/** Where to go on to, in each spelling of it. A sign-in without one goes back to the page that it comes from. */
type Options = {
  redirectTo?: string;
  callbackUrl?: string;
  callbackURL?: string;
  /** With false nothing is redirected, and the address is returned. */
  redirect?: boolean;
};

/**
 * Returns the current session as Auth.js has it, or null. Throws when the database is unavailable, which is not the same as nobody.
 * For code that knows Auth.js: the app's own pages use `getCurrent`, which reads the same session once for all parts of a page, with dates as
 * `Date`, and asks Auth.js for nothing.
 */
export async function auth(): Promise<{ user: WireUser; expires: string } | null> {
  const request = new NextRequest(new URL("/api/auth/session", env().baseUrl), { headers: await headers() });
  return (await askAuthJs(request)).json();
}

const startSignIn = action("POST /api/auth/sign-in/social", startOAuth("sign-in"));
const endSession = action("POST /api/auth/sign-out", signOutService);

/**
 * Goes to a provider from a server action, as the app's own buttons do: by the same start, under the same limits. Upgrades the current guest
 * in place where the account there is new, and signs in otherwise. Without a provider it goes to the sign-in page. Where the start is refused it
 * goes to /auth-error, which says why.
 */
export async function signIn(provider?: SocialProvider, options: FormData | Options = {}): Promise<string> {
  const path = await pathOf(options, (await headers()).get("referer"));
  if (provider === undefined) return goTo(withNext("/sign-in", path), options);
  const form = new FormData();
  form.set("provider", provider);
  form.set("callbackURL", path);
  const state = await startSignIn(idle, form);
  return goTo(state.status === "done" ? state.data.url : errorPage(state, path), options);
}

/** Ends the current session from a server action and clears its cookie, then goes on to `redirectTo`, or to the page that says so. */
export async function signOut(options: Options = {}): Promise<string> {
  const path = await pathOf(options, "/sign-out");
  const state = await endSession(idle, new FormData());
  return goTo(state.status === "done" ? path : errorPage(state, path), options);
}

async function pathOf(options: FormData | Options, otherwise: string | null): Promise<string> {
  const asked = options instanceof FormData ? fieldsOf(options) : options;
  return askedPath(asked, await headers(), otherwise);
}

function errorPage(state: FormState<unknown>, callbackURL: string): string {
  const error = state.status === "failed" ? state.error.code : "INTERNAL_ERROR";
  return `/auth-error?${new URLSearchParams({ error, callbackURL })}`;
}

function goTo(address: string, options: FormData | Options): string {
  if (options instanceof FormData || options.redirect !== false) redirect(address);
  return address;
}
