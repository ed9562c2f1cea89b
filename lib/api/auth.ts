import { product } from "@/lib/product";
import { defineApi, hour, type Limit, minute, perIp } from "./define";
import * as input from "./schemas";
import * as shapes from "./shapes";

/** Whatever changes something and has no limit of its own. */
export const changes = perIp("changes", 120, minute);
const accountCreation = perIp("upgrade", 10, minute);
const passwordTries = perIp("sign-in-email", 10, minute);
/** Guesses at one account's password, by whatever endpoint. */
const triesPerAddress: Limit = {
  name: "sign-in-address",
  max: 20,
  windowSeconds: hour,
  by: "email",
  knownBrowser: 10,
};
export const triesPerAccount: Limit = { ...triesPerAddress, by: "account" };
const socialStarts = perIp("sign-in-social", 10, minute);
const mailPerIp = perIp("mail", 20, hour);
/** To an address that nobody has proven to be theirs. */
const mailPerAccount: Limit = {
  name: "mail-address",
  max: 5,
  windowSeconds: 15 * minute,
  by: "account",
  isMail: true,
};
export const mailPerAddress: Limit = { ...mailPerAccount, by: "email", knownBrowser: 3 };
/** Confirming who it is by the password, where that is not a sign-in. */
export const ownPasswordTries: Limit = {
  name: "own-password",
  max: 10,
  windowSeconds: minute,
  by: "password",
};
const codeTries: Limit = { name: "codes", max: 10, windowSeconds: hour, by: "code" };
/** The answer says whether a password is right, as a sign-in does. */
const claimTries: Limit = { name: "verify-email", max: 10, windowSeconds: minute, by: "password" };
/** A 409 says that an address is taken, so guessing addresses has a small budget. */
const addressGuesses: Limit = { name: "upgrade-conflicts", max: 5, windowSeconds: hour, by: "session" };

/** What browsers and their users call, in the order to read it. */
export const authApi = defineApi({
  "POST /api/auth/sign-in/anonymous": {
    summary: "Creates a guest session, or returns the session that is there (200)",
    input: input.empty,
    output: shapes.signedIn,
    status: 201,
    limits: [perIp("sign-in-anonymous", 30, minute)],
    session: "opens",
    client: { method: "signIn.anonymous" },
  },
  "GET /api/auth/get-session": {
    summary: "Returns the current session, or null; 503 when the database is unavailable",
    input: input.empty,
    output: shapes.signedIn.nullable(),
    client: { method: "getSession" },
  },
  "POST /api/auth/anonymous/upgrade": {
    summary: "Turns the current guest into a full account, in place",
    input: input.newAccount,
    output: shapes.signedIn,
    limits: [accountCreation],
    conflictLimit: addressGuesses,
    session: "opens",
    sendsEmail: true,
    client: { method: "anonymous.upgrade" },
  },
  "POST /api/auth/anonymous/upgrade-social": {
    summary: "Starts the upgrade of the current guest by a provider; returns where to send the browser",
    input: input.socialStart,
    output: shapes.redirectTo,
    limits: [accountCreation],
    client: { method: "anonymous.upgradeWithSocial" },
  },
  "POST /api/auth/sign-up/email": {
    summary: "Creates an account; for a guest it is the upgrade (200)",
    input: input.newAccount,
    output: shapes.signedIn,
    status: 201,
    limits: [accountCreation],
    conflictLimit: addressGuesses,
    session: "opens",
    sendsEmail: true,
    client: { method: "signUp.email" },
  },
  "POST /api/auth/sign-in/email": {
    summary: "Signs in with email and password",
    input: input.credentials,
    output: shapes.signInResult,
    limits: [passwordTries, triesPerAddress],
    session: "opens",
    client: { method: "signIn.email" },
  },
  "POST /api/auth/sign-in/social": {
    summary: "Starts a sign-in with a provider; returns where to send the browser",
    input: input.socialStart,
    output: shapes.redirectTo,
    limits: [socialStarts],
    client: { method: "signIn.social" },
  },
  "POST /api/auth/magic-link": {
    summary: "Emails a sign-in link and a 6-digit code",
    input: input.magicLinkRequest,
    output: shapes.sent,
    status: 202,
    limits: [mailPerIp, mailPerAddress],
    bindsBrowser: true,
    sendsEmail: true,
  },
  "POST /api/auth/magic-link/verify": {
    summary: "Signs in, or upgrades the current guest, with a mailed link or code",
    input: input.magicLinkProof,
    output: shapes.magicLinkResult,
    limits: [changes, codeTries],
    session: "opens",
  },
  "POST /api/auth/verify-email": {
    summary: "Verifies an email address with a mailed token",
    input: input.emailProof,
    output: shapes.verifiedUser,
    limits: [changes, claimTries, triesPerAccount],
  },
  "POST /api/auth/verify-email/resend": {
    summary: "Emails a new verification link",
    input: input.empty,
    output: shapes.sent,
    status: 202,
    limits: [mailPerIp, mailPerAccount],
    sendsEmail: true,
  },
  "POST /api/auth/password/forgot": {
    summary: "Emails a link to set a new password, if the address has an account",
    input: input.emailOnly,
    output: shapes.sent,
    status: 202,
    limits: [mailPerIp, mailPerAddress],
    sendsEmail: true,
  },
  "POST /api/auth/password/reset": {
    summary: "Sets a new password with a mailed token, and signs in",
    input: input.passwordReset,
    output: shapes.signInResult,
    limits: [passwordTries],
    session: "opens",
    sendsEmail: true,
  },
  "POST /api/auth/password/change": {
    summary: "Changes the password; all other sessions end",
    input: input.passwordChange,
    output: shapes.signedIn,
    limits: [passwordTries, triesPerAccount],
    session: "opens",
    sendsEmail: true,
  },
  "POST /api/auth/email/change": {
    summary: "Emails a link to the new address, which counts once it is verified",
    input: input.emailChange,
    output: shapes.sent,
    status: 202,
    limits: [passwordTries, mailPerIp, mailPerAddress, triesPerAccount],
    sendsEmail: true,
  },
  "GET /api/auth/merge": {
    summary: "Returns what the guest of this browser left behind, while it can be moved",
    input: input.empty,
    output: shapes.mergePreview,
  },
  "POST /api/auth/merge": {
    summary: "Moves the guest's data to the account, or discards it",
    input: input.mergeDecision,
    output: shapes.mergeReceipt,
    limits: [changes],
  },
  "POST /api/auth/anonymous/recovery-code": {
    summary: "Creates a recovery code for the current guest; it replaces any earlier one",
    input: input.empty,
    output: shapes.recoveryCode,
    status: 201,
    limits: [changes],
  },
  "POST /api/auth/anonymous/recover": {
    summary: "Opens the guest account of a recovery code",
    input: input.recoveryCode,
    output: shapes.signInResult,
    limits: [changes, codeTries],
    session: "opens",
  },
  "GET /api/auth/sessions": {
    summary: "Lists the current user's sessions",
    input: input.empty,
    output: shapes.sessionInfo.array(),
  },
  "DELETE /api/auth/sessions": {
    summary: "Revokes all other sessions of the current user",
    input: input.empty,
    output: shapes.nothing,
    limits: [changes],
  },
  "DELETE /api/auth/sessions/:id": {
    summary: "Revokes one of the current user's sessions",
    input: input.ownSession,
    output: shapes.nothing,
    limits: [changes],
  },
  "GET /api/auth/accounts": {
    summary: "Lists the current user's connected provider accounts",
    input: input.empty,
    output: shapes.connectedAccount.array(),
  },
  "POST /api/auth/accounts/link": {
    summary: "Starts to connect a provider account; returns where to send the browser",
    input: input.accountLink,
    output: shapes.redirectTo,
    limits: [socialStarts, ownPasswordTries, triesPerAccount],
  },
  "DELETE /api/auth/accounts/:id": {
    summary: "Disconnects a provider account, unless it is the last sign-in method",
    input: input.ownAccount,
    output: shapes.nothing,
    limits: [changes, ownPasswordTries, triesPerAccount],
    sendsEmail: true,
  },
  "GET /api/auth/account/export": {
    summary: "Exports the account as JSON",
    input: input.empty,
    output: shapes.accountExport,
    limits: [perIp("export", 20, minute)],
    download: `${product.slug}.json`,
  },
  "PATCH /api/auth/account": {
    summary: "Changes the name of the current user",
    input: input.nameChange,
    output: shapes.verifiedUser,
    limits: [changes],
  },
  "DELETE /api/auth/account": {
    summary: "Deletes the account and everything it owns",
    input: input.accountDeletion,
    output: shapes.nothing,
    limits: [passwordTries, triesPerAccount],
    session: "ends",
  },
  "POST /api/auth/sign-out": {
    summary: "Ends the current session",
    input: input.empty,
    output: shapes.nothing,
    limits: [changes],
    session: "ends",
    client: { method: "signOut" },
  },
});
