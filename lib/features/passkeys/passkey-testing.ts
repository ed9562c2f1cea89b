import type { Db } from "@/db/client";
import type { Result } from "@/lib/api/result";
import type { SignedIn } from "@/lib/api/shapes";
import type { Context } from "@/lib/auth/core/context";
import { contextWith, type Guest, newGuest, unwrap } from "@/lib/auth/core/testing";
import { defaultConfig } from "@/lib/auth/settings/settings";
import { makePasskey, type SoftPasskey, type Twist } from "@/lib/testing/authenticator";
import { registerPasskey, startPasskey } from "./passkey-registration";

const authMethods = { ...defaultConfig.authMethods, passkey: true };

/** `contextWith`, with passkeys on. */
export function passkeyContext(db: Db, token: string | null = null, change: Partial<Context> = {}): Context {
  return contextWith(db, token, { config: { ...defaultConfig, authMethods }, ...change });
}

/** Creates a passkey for the current user of `ctx`. */
export async function addPasskey(
  ctx: Context,
  { password, name = null, ...twist }: Twist & { password?: string; name?: string | null } = {},
): Promise<{ passkey: SoftPasskey; registered: Result<SignedIn> }> {
  const { passkey, credential } = makePasskey(unwrap(await startPasskey(ctx, { password })), twist);
  return { passkey, registered: await registerPasskey(ctx, { credential, name }) };
}

/** A registered user whose only sign-in method is a passkey. */
export async function newPasskeyUser(db: Db, twist: Twist = {}): Promise<Guest & { passkey: SoftPasskey }> {
  const guest = await newGuest(db);
  const { passkey, registered } = await addPasskey(passkeyContext(db, guest.token), twist);
  const data = unwrap(registered);
  return { ...data, token: data.session.token ?? "", passkey };
}
