"use server";

import { redirect } from "next/navigation";
import { signIn as signInVerb } from "@/lib/auth/sign-in";
import { signUp } from "@/lib/auth/sign-up";
import * as endpoints from "@/lib/contract/endpoints";
import { type FormState, idle } from "@/lib/contract/form-state";
import { safePath } from "@/lib/contract/safe-path";
import { credentials, newAccount } from "@/lib/contract/schemas";
import type { GuestWork, SignedIn } from "@/lib/contract/wire";
import { action } from "@/lib/server/action";

const signInByPassword = action(endpoints.signInEmail, credentials, signInVerb);
const signUpByPassword = action(endpoints.signUpEmail, newAccount, signUp);

/** Signs in and goes on to `next`. */
export async function signIn(next: string, _previous: FormState, form: FormData): Promise<FormState> {
  return goOn(await signInByPassword(idle, form), next);
}

/** Saves a guest's account in place, or makes one for a visitor without a session. */
export async function saveAccount(
  next: string,
  previous: FormState<SignedIn>,
  form: FormData,
): Promise<FormState<SignedIn>> {
  return signUpByPassword(previous, form);
}

/** To `next`, by way of the question what happens to the guest's work where there is any. */
function goOn(state: FormState<{ guest: GuestWork | null }>, next: string): FormState {
  if (state.status !== "done") return state;
  redirect(
    state.data.guest === null
      ? safePath(next)
      : `/welcome-back?${new URLSearchParams({ next: safePath(next) })}`,
  );
}
