import type { Metadata } from "next";
import { SignIn } from "@/components/sign-in";
import { enabledProviders } from "@/lib/server/providers";
import { signIn } from "../actions";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage() {
  return <SignIn signIn={signIn} providers={await enabledProviders()} />;
}
