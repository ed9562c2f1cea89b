import type { Metadata } from "next";
import { SignIn } from "@/components/sign-in";
import { enabledProviders } from "@/lib/server/providers";
import { signIn } from "../actions";
import { nextPath, type SearchParams } from "../search-params";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  return <SignIn signIn={signIn} providers={await enabledProviders()} next={await nextPath(searchParams)} />;
}
