import type { NewPasskey, Passkey, PasskeyAnswer, PasskeyCreation, PasskeyRequest } from "./passkeys";
import type {
  AccountExport,
  Arrival,
  Device,
  MergePreview,
  MergeReceipt,
  RecoveryCode,
  SignedIn,
  User,
} from "./wire";

/**
 * At most `max` calls in any `windowSeconds`, counted per value of `by`. `email` is the address that came in, else the session;
 * `guest` is the session; `code` and `password` count, per client address, calls that bring that field.
 */
export type Limit = {
  name: string;
  max: number;
  windowSeconds: number;
  by: "ip" | "email" | "guest" | "code" | "password" | "key";
};

/** One row of the wire: where it is, what goes in, what comes out, how often. */
export type Endpoint<_Input, _Data> = {
  method: "GET" | "POST" | "PATCH" | "DELETE";
  path: string;
  limits: readonly Limit[];
  /** Counted only when the answer is 409. */
  conflicts?: Limit;
  /** May leave mail in the outbox, to be sent after the answer. */
  mails?: true;
  /** Gives a browser a cookie by which it is known again when it comes back with what the mail says. */
  bindsBrowser?: true;
  /** The answer is to be kept as a file of this name. */
  download?: string;
  /** Takes the session's cookie away. */
  endsSession?: true;
};

export type Credentials = { email: string; password: string };
export type SocialStart = { provider: string; callbackURL?: string };
export type NewAccount = Credentials & { name?: string | null };

const perMinute = (name: string, max: number): Limit => ({ name, max, windowSeconds: 60, by: "ip" });

/** 409 tells that an address is taken, so guessing addresses has a small budget of its own. */
const upgradeConflicts: Limit = { name: "upgrade-conflicts", max: 5, windowSeconds: 3600, by: "guest" };
const guestCreation = perMinute("sign-in-anonymous", 30);
const accountCreation = perMinute("upgrade", 10);
const passwordTries = perMinute("sign-in-email", 10);
const triesPerAddress: Limit = { name: "sign-in-address", max: 20, windowSeconds: 3600, by: "email" };
const mailPerIp: Limit = { name: "mail", max: 20, windowSeconds: 3600, by: "ip" };
const codeTries: Limit = { name: "codes", max: 10, windowSeconds: 3600, by: "code" };
/** The answer tells whether a password is right, as a sign-in does. */
const claimTries: Limit = { name: "verify-email", max: 10, windowSeconds: 60, by: "password" };
const ownPasswordTries: Limit = { name: "own-password", max: 10, windowSeconds: 60, by: "password" };
const mailPerAddress: Limit = { name: "mail-address", max: 5, windowSeconds: 900, by: "email" };

export const signInAnonymous: Endpoint<Record<never, never>, SignedIn> = {
  method: "POST",
  path: "/api/auth/sign-in/anonymous",
  limits: [guestCreation],
};

export const getSession: Endpoint<void, SignedIn | null> = {
  method: "GET",
  path: "/api/auth/get-session",
  limits: [],
};

export const upgrade: Endpoint<NewAccount, SignedIn> = {
  method: "POST",
  path: "/api/auth/anonymous/upgrade",
  limits: [accountCreation],
  conflicts: upgradeConflicts,
  mails: true,
};

export const upgradeSocial: Endpoint<SocialStart, { url: string }> = {
  method: "POST",
  path: "/api/auth/anonymous/upgrade-social",
  limits: [accountCreation],
};

export const signInSocial: Endpoint<SocialStart, { url: string }> = {
  method: "POST",
  path: "/api/auth/sign-in/social",
  limits: [perMinute("sign-in-social", 10)],
};

export const signUpEmail: Endpoint<NewAccount, SignedIn> = {
  method: "POST",
  path: "/api/auth/sign-up/email",
  limits: [accountCreation],
  conflicts: upgradeConflicts,
  mails: true,
};

export const signInEmail: Endpoint<Credentials, Arrival> = {
  method: "POST",
  path: "/api/auth/sign-in/email",
  limits: [passwordTries, triesPerAddress],
};

export const verifyEmail: Endpoint<{ token: string; password?: string }, { user: User }> = {
  method: "POST",
  path: "/api/auth/verify-email",
  limits: [claimTries],
};

export const resendVerification: Endpoint<Record<never, never>, { sent: true }> = {
  method: "POST",
  path: "/api/auth/verify-email/resend",
  limits: [mailPerIp, mailPerAddress],
  mails: true,
};

export const requestMagicLink: Endpoint<
  { email: string; name?: string | null; callbackURL?: string },
  { sent: true }
> = {
  method: "POST",
  path: "/api/auth/magic-link",
  limits: [mailPerIp, mailPerAddress],
  mails: true,
  bindsBrowser: true,
};

export const verifyMagicLink: Endpoint<
  { token: string } | { email: string; code: string },
  Arrival & { callbackURL: string }
> = {
  method: "POST",
  path: "/api/auth/magic-link/verify",
  limits: [codeTries],
};

export const forgotPassword: Endpoint<{ email: string }, { sent: true }> = {
  method: "POST",
  path: "/api/auth/password/forgot",
  limits: [mailPerIp, mailPerAddress],
  mails: true,
};

export const resetPassword: Endpoint<{ token: string; password: string }, Arrival> = {
  method: "POST",
  path: "/api/auth/password/reset",
  limits: [passwordTries],
  mails: true,
};

export const changePassword: Endpoint<{ currentPassword: string; newPassword: string }, SignedIn> = {
  method: "POST",
  path: "/api/auth/password/change",
  limits: [passwordTries, triesPerAddress],
  mails: true,
};

export const registerPasskeyOptions: Endpoint<{ password?: string }, PasskeyCreation> = {
  method: "POST",
  path: "/api/auth/passkey/register/options",
  limits: [perMinute("passkey-options", 10), triesPerAddress],
};

export const registerPasskey: Endpoint<{ credential: NewPasskey; name?: string | null }, SignedIn> = {
  method: "POST",
  path: "/api/auth/passkey/register",
  limits: [accountCreation],
  mails: true,
};

export const signInPasskeyOptions: Endpoint<Record<never, never>, PasskeyRequest> = {
  method: "POST",
  path: "/api/auth/passkey/sign-in/options",
  limits: [perMinute("passkey-request", 10)],
  bindsBrowser: true,
};

export const signInPasskey: Endpoint<{ credential: PasskeyAnswer }, Arrival> = {
  method: "POST",
  path: "/api/auth/passkey/sign-in",
  limits: [perMinute("sign-in-passkey", 10)],
};

export const listPasskeys: Endpoint<void, Passkey[]> = {
  method: "GET",
  path: "/api/auth/passkeys",
  limits: [],
};

export const renamePasskey: Endpoint<{ id: string; name: string | null }, Passkey> = {
  method: "PATCH",
  path: "/api/auth/passkeys/:id",
  limits: [],
};

export const removePasskey: Endpoint<{ id: string; password?: string }, null> = {
  method: "DELETE",
  path: "/api/auth/passkeys/:id",
  limits: [ownPasswordTries, triesPerAddress],
  mails: true,
};

export const previewMerge: Endpoint<void, MergePreview> = {
  method: "GET",
  path: "/api/auth/merge",
  limits: [],
};

export const decideMerge: Endpoint<{ decision: "merge" | "discard" }, MergeReceipt> = {
  method: "POST",
  path: "/api/auth/merge",
  limits: [],
};

export const createRecoveryCode: Endpoint<Record<never, never>, RecoveryCode> = {
  method: "POST",
  path: "/api/auth/anonymous/recovery-code",
  limits: [],
};

export const recover: Endpoint<{ code: string }, Arrival> = {
  method: "POST",
  path: "/api/auth/anonymous/recover",
  limits: [codeTries],
};

export const listDevices: Endpoint<void, Device[]> = {
  method: "GET",
  path: "/api/auth/sessions",
  limits: [],
};

export const endDevice: Endpoint<{ id: string }, null> = {
  method: "DELETE",
  path: "/api/auth/sessions/:id",
  limits: [],
};

export const changeEmail: Endpoint<{ email: string; password?: string }, { sent: true }> = {
  method: "POST",
  path: "/api/auth/email/change",
  limits: [passwordTries, mailPerIp, mailPerAddress],
  mails: true,
};

export const exportAccount: Endpoint<void, AccountExport> = {
  method: "GET",
  path: "/api/auth/account/export",
  limits: [],
  download: "guestbook.json",
};

export const deleteAccount: Endpoint<{ password?: string }, null> = {
  method: "DELETE",
  path: "/api/auth/account",
  limits: [passwordTries, triesPerAddress],
  endsSession: true,
};

export const signOut: Endpoint<Record<never, never>, null> = {
  method: "POST",
  path: "/api/auth/sign-out",
  limits: [],
  endsSession: true,
};
