"use server";

import { signOut } from "@/lib/auth/sessions";
import { signIn as signInVerb } from "@/lib/auth/sign-in";
import { signUp } from "@/lib/auth/sign-up";
import { resendVerification as resendVerb, verifyEmail as verifyVerb } from "@/lib/auth/verify-email";
import * as endpoints from "@/lib/contract/endpoints";
import { credentials, emailProof, empty, newAccount } from "@/lib/contract/schemas";
import { action } from "@/lib/server/action";

/** Saves a guest's account in place, or makes one for a visitor without a session. */
export const saveAccount = action(endpoints.signUpEmail, newAccount, signUp);
export const signIn = action(endpoints.signInEmail, credentials, signInVerb);
export const signOutForm = action(endpoints.signOut, empty, signOut);
export const verifyEmail = action(endpoints.verifyEmail, emailProof, verifyVerb);
export const resendVerification = action(endpoints.resendVerification, empty, resendVerb);
