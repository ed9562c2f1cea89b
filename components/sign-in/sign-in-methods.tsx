"use client";

import { createContext, type ReactNode, use } from "react";
import type { FormAction } from "@/lib/api/form-state";
import type { SocialIntent } from "@/lib/api/social";
import type { SignInMethods } from "@/lib/api/views";

/** Sends the browser to a provider, to upgrade the guest or to sign in. */
export type StartSocial = Record<SocialIntent, FormAction<{ url: string }>>;

const SignInMethodsContext = createContext<(SignInMethods & { startSocial: StartSocial }) | null>(null);

/** Tells everything below which sign-in methods are on. */
export function SignInMethodsProvider({
  children,
  ...methods
}: SignInMethods & { startSocial: StartSocial; children: ReactNode }) {
  return <SignInMethodsContext value={methods}>{children}</SignInMethodsContext>;
}

/** Returns the sign-in methods that are on, and how to go to a provider. */
export function useSignInMethods(): SignInMethods & { startSocial: StartSocial } {
  const methods = use(SignInMethodsContext);
  if (methods === null) throw new Error("useSignInMethods needs a SignInMethodsProvider above it");
  return methods;
}
