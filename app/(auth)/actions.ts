"use server";

import * as account from "@/lib/auth/account/account";
import * as magicLink from "@/lib/auth/email/magic-link";
import * as verification from "@/lib/auth/email/verify-email";
import { decideMerge as decideMergeService } from "@/lib/auth/guest/merge";
import * as recovery from "@/lib/auth/guest/recovery";
import { changePassword as changePasswordService } from "@/lib/auth/password/password-change";
import * as passwordReset from "@/lib/auth/password/password-reset";
import { signIn as signInService } from "@/lib/auth/password/sign-in";
import { signOut as signOutService } from "@/lib/auth/session/session";
import * as sessions from "@/lib/auth/session/session-list";
import { unlinkAccount as unlinkAccountService } from "@/lib/auth/social/accounts";
import { signUp } from "@/lib/auth/upgrade/upgrade";
import { startOAuth } from "@/lib/server/authjs/oauth-start";
import { action, withRedirect, withRefresh } from "@/lib/server/http/action";

/** Saves a guest's account in place, or creates one for a visitor without a session. */
export const saveAccount = action("POST /api/auth/sign-up/email", signUp);
export const signIn = action("POST /api/auth/sign-in/email", signInService);
export const verifyEmail = action("POST /api/auth/verify-email", verification.verifyEmail);
export const resendVerification = action(
  "POST /api/auth/verify-email/resend",
  verification.resendVerification,
);

const signOut = action("POST /api/auth/sign-out", signOutService);
/** Signs out, from wherever, and shows the one page that says so. */
export const signOutForm = withRedirect(signOut, () => "/sign-out");
/** Forgets a session that has ended, so that this browser can start as a guest again. */
export const startOver = withRedirect(signOut, () => "/");

const toProvider = ({ url }: { url: string }) => url;
export const startSocialUpgrade = withRedirect(
  action("POST /api/auth/anonymous/upgrade-social", startOAuth("upgrade")),
  toProvider,
);
export const startSocialSignIn = withRedirect(
  action("POST /api/auth/sign-in/social", startOAuth("sign-in")),
  toProvider,
);

export const requestMagicLink = action("POST /api/auth/magic-link", magicLink.requestMagicLink);
export const verifyMagicLink = action(
  "POST /api/auth/magic-link/verify",
  magicLink.verifyMagicLink,
  magicLink.replayMagicLink,
);
export const forgotPassword = action("POST /api/auth/password/forgot", passwordReset.forgotPassword);
export const resetPassword = action("POST /api/auth/password/reset", passwordReset.resetPassword);
export const decideMerge = withRefresh(action("POST /api/auth/merge", decideMergeService));
export const createRecoveryCode = action(
  "POST /api/auth/anonymous/recovery-code",
  recovery.createRecoveryCode,
);
export const recover = action("POST /api/auth/anonymous/recover", recovery.recover);

export const changeName = withRefresh(action("PATCH /api/auth/account", account.changeName));
export const changePassword = action("POST /api/auth/password/change", changePasswordService);
export const changeEmail = action("POST /api/auth/email/change", verification.changeEmail);
export const revokeSession = action("DELETE /api/auth/sessions/:id", sessions.revokeSession);
export const revokeOtherSessions = withRefresh(
  action("DELETE /api/auth/sessions", sessions.revokeOtherSessions),
);
export const linkAccount = withRedirect(
  action("POST /api/auth/accounts/link", startOAuth("link")),
  toProvider,
);
export const unlinkAccount = action("DELETE /api/auth/accounts/:id", unlinkAccountService);
export const deleteAccount = action("DELETE /api/auth/account", account.deleteAccount);
