"use server";

import { deleteAccount as deleteVerb } from "@/lib/auth/account";
import { endDevice as endDeviceVerb } from "@/lib/auth/devices";
import { changeEmail as changeEmailVerb } from "@/lib/auth/email-change";
import { requestMagicLink as requestVerb } from "@/lib/auth/magic-link";
import { verifyMagicLink as verifyLinkVerb } from "@/lib/auth/magic-link-proof";
import { decideMerge as mergeVerb } from "@/lib/auth/merge";
import { removePasskey as removePasskeyVerb, renamePasskey as renamePasskeyVerb } from "@/lib/auth/passkeys";
import { changePassword as changePasswordVerb } from "@/lib/auth/password-change";
import { forgotPassword as forgotVerb, resetPassword as resetVerb } from "@/lib/auth/password-reset";
import { createRecoveryCode as codeVerb, recover as recoverVerb } from "@/lib/auth/recovery";
import { signOut } from "@/lib/auth/sessions";
import { signIn as signInVerb } from "@/lib/auth/sign-in";
import { signUp } from "@/lib/auth/sign-up";
import { resendVerification as resendVerb, verifyEmail as verifyVerb } from "@/lib/auth/verify-email";
import * as endpoints from "@/lib/contract/endpoints";
import * as passkeySchemas from "@/lib/contract/passkey-schemas";
import * as schemas from "@/lib/contract/schemas";
import { action } from "@/lib/server/action";
import { thenGo } from "@/lib/server/onward";
import { leaveFor } from "@/lib/server/social-leave";

/** Saves a guest's account in place, or makes one for a visitor without a session. */
export const saveAccount = action(endpoints.signUpEmail, schemas.newAccount, signUp);
export const signIn = action(endpoints.signInEmail, schemas.credentials, signInVerb);
export const signOutForm = action(endpoints.signOut, schemas.empty, signOut);
export const verifyEmail = action(endpoints.verifyEmail, schemas.emailProof, verifyVerb);
export const resendVerification = action(endpoints.resendVerification, schemas.empty, resendVerb);

const toProvider = ({ url }: { url: string }) => url;

export const leaveToUpgrade = thenGo(
  action(endpoints.upgradeSocial, schemas.socialStart, leaveFor("upgrade")),
  toProvider,
);
export const leaveToSignIn = thenGo(
  action(endpoints.signInSocial, schemas.socialStart, leaveFor("sign-in")),
  toProvider,
);

export const requestMagicLink = action(endpoints.requestMagicLink, schemas.magicLinkRequest, requestVerb);
export const verifyMagicLink = action(endpoints.verifyMagicLink, schemas.magicLinkProof, verifyLinkVerb);
export const forgotPassword = action(endpoints.forgotPassword, schemas.emailOnly, forgotVerb);
export const resetPassword = action(endpoints.resetPassword, schemas.passwordReset, resetVerb);
export const decideMerge = action(endpoints.decideMerge, schemas.mergeDecision, mergeVerb);
export const createRecoveryCode = action(endpoints.createRecoveryCode, schemas.empty, codeVerb);
export const recover = action(endpoints.recover, schemas.recoveryCode, recoverVerb);

export const changePassword = action(endpoints.changePassword, schemas.passwordChange, changePasswordVerb);
export const changeEmail = action(endpoints.changeEmail, schemas.emailChange, changeEmailVerb);
export const endDevice = action(endpoints.endDevice, schemas.ownSession, endDeviceVerb);
export const renamePasskey = action(
  endpoints.renamePasskey,
  passkeySchemas.passkeyRenaming,
  renamePasskeyVerb,
);
export const removePasskey = action(
  endpoints.removePasskey,
  passkeySchemas.passkeyRemoval,
  removePasskeyVerb,
);
export const deleteAccount = action(endpoints.deleteAccount, schemas.accountDeletion, deleteVerb);
