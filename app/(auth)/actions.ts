"use server";

import { decideMerge as mergeVerb } from "@/lib/auth/merge";
import { forgotPassword as forgotVerb, resetPassword as resetVerb } from "@/lib/auth/password-reset";
import { signOut } from "@/lib/auth/sessions";
import { resendVerification as resendVerb, verifyEmail as verifyVerb } from "@/lib/auth/verify-email";
import * as endpoints from "@/lib/contract/endpoints";
import * as schemas from "@/lib/contract/schemas";
import { action } from "@/lib/server/action";

export const signOutForm = action(endpoints.signOut, schemas.empty, signOut);
export const verifyEmail = action(endpoints.verifyEmail, schemas.emailProof, verifyVerb);
export const resendVerification = action(endpoints.resendVerification, schemas.empty, resendVerb);
export const forgotPassword = action(endpoints.forgotPassword, schemas.emailOnly, forgotVerb);
export const resetPassword = action(endpoints.resetPassword, schemas.passwordReset, resetVerb);
export const decideMerge = action(endpoints.decideMerge, schemas.mergeDecision, mergeVerb);
