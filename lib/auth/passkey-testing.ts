import type { Db } from "@/db/client";
import { makePasskey, type SoftPasskey, type Twist } from "@/e2e/support/authenticator";
import type { Result } from "../contract/result";
import type { SignedIn } from "../contract/wire";
import { defaultConfig } from "./config";
import type { Ctx } from "./context";
import { registerPasskey, startPasskey } from "./passkey-registration";
import { contextWith, type Guest, newGuest, unwrap } from "./testing";

const authMethods = { ...defaultConfig.authMethods, passkey: true };

/** `contextWith`, where the owner has switched passkeys on. */
export function passkeyContext(db: Db, token: string | null = null, change: Partial<Ctx> = {}): Ctx {
  return contextWith(db, token, { config: { ...defaultConfig, authMethods }, ...change });
}

/** Makes a passkey for whoever `ctx` is, and tells what it answered. */
export async function addPasskey(
  ctx: Ctx,
  { password, name = null, ...twist }: Twist & { password?: string; name?: string | null } = {},
): Promise<{ passkey: SoftPasskey; registered: Result<SignedIn> }> {
  const { passkey, credential } = makePasskey(unwrap(await startPasskey(ctx, { password })), twist);
  return { passkey, registered: await registerPasskey(ctx, { credential, name }) };
}

/** A member who has a passkey, and nothing else. */
export async function newPasskeyMember(db: Db, twist: Twist = {}): Promise<Guest & { passkey: SoftPasskey }> {
  const guest = await newGuest(db);
  const { passkey, registered } = await addPasskey(passkeyContext(db, guest.token), twist);
  const data = unwrap(registered);
  return { ...data, token: data.session.token ?? "", passkey };
}
