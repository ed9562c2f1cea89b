"use server";

import { signOut } from "@/lib/auth/sessions";
import { resendVerification as resendVerb, verifyEmail as verifyVerb } from "@/lib/auth/verify-email";
import * as endpoints from "@/lib/contract/endpoints";
import { emailProof, empty } from "@/lib/contract/schemas";
import { action } from "@/lib/server/action";

export const signOutForm = action(endpoints.signOut, empty, signOut);
export const verifyEmail = action(endpoints.verifyEmail, emailProof, verifyVerb);
export const resendVerification = action(endpoints.resendVerification, empty, resendVerb);
