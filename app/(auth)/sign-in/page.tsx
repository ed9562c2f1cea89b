import type { Metadata } from "next";
import { SignIn } from "@/components/sign-in";
import { summarizeAccount } from "@/lib/auth/account-summary";
import { ask } from "@/lib/server/ask";
import { signIn } from "../actions";
import { nextPath, type SearchParams } from "../search-params";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const summary = await ask(summarizeAccount);
  const counts = summary.ok ? summary.data.counts : {};
  return <SignIn signIn={signIn} counts={counts} next={await nextPath(searchParams)} />;
}
