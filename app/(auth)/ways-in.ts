"use server";

import { redirect } from "next/navigation";
import { requestMagicLink } from "@/lib/auth/magic-link";
import { verifyMagicLink } from "@/lib/auth/magic-link-proof";
import { recover } from "@/lib/auth/recovery";
import { signIn } from "@/lib/auth/sign-in";
import { signUp } from "@/lib/auth/sign-up";
import * as endpoints from "@/lib/contract/endpoints";
import { type FormState, idle } from "@/lib/contract/form-state";
import * as schemas from "@/lib/contract/schemas";
import type { SignedIn } from "@/lib/contract/wire";
import { action } from "@/lib/server/action";
import { goOn } from "./next";

const byPassword = action(endpoints.signInEmail, schemas.credentials, signIn);
const newByPassword = action(endpoints.signUpEmail, schemas.newAccount, signUp);
const requestLink = action(endpoints.requestMagicLink, schemas.magicLinkRequest, requestMagicLink);
const byMail = action(endpoints.verifyMagicLink, schemas.magicLinkProof, verifyMagicLink);
const byRecoveryCode = action(endpoints.recover, schemas.recoveryCode, recover);

/** Signs in and goes on to `next`; with the button that asks for a mail instead, to the page that waits for it. */
export async function signInForm(next: string, _previous: FormState, form: FormData): Promise<FormState> {
  if (form.get("way") === "link") return sendLink(next, form);
  return goOn(await byPassword(idle, form), next);
}

/** Saves a guest's account in place, or makes one for a visitor without a session; by mail, as in `signInForm`. */
export async function saveAccount(
  next: string,
  previous: FormState<SignedIn>,
  form: FormData,
): Promise<FormState<SignedIn>> {
  return form.get("way") === "link" ? sendLink(next, form) : newByPassword(previous, form);
}

/** Mails a link and a code, and goes to the page that takes the code. */
export async function sendLinkForm(next: string, _previous: FormState, form: FormData): Promise<FormState> {
  return sendLink(next, form);
}

/** Takes the link or the code, and goes on to where its mail was asked for. */
export async function enterByMail(_previous: FormState, form: FormData): Promise<FormState> {
  const state = await byMail(idle, form);
  return goOn(state, state.status === "done" ? state.data.callbackURL : "/");
}

/** Opens a guest by its recovery code. */
export async function enterByRecoveryCode(_previous: FormState, form: FormData): Promise<FormState> {
  return goOn(await byRecoveryCode(idle, form), "/");
}

async function sendLink(next: string, form: FormData): Promise<FormState<never>> {
  form.delete("way");
  form.delete("password");
  form.set("callbackURL", next);
  const state = await requestLink(idle, form);
  return state.status === "done" ? redirect("/magic-link") : state;
}
