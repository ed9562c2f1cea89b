import type { Metadata } from "next";
import { SignIn } from "@/components/sign-in/sign-in";
import { summarizeAccount } from "@/lib/auth/account/account";
import { ask } from "@/lib/server/session";
import { signIn } from "../actions";
import { goOnIfSignedIn, nextPath, type SearchParams } from "../search-params";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: SearchParams }) {
  const next = await nextPath(searchParams);
  await goOnIfSignedIn(next);
  const summary = await ask(summarizeAccount);
  return <SignIn signIn={signIn} counts={summary.ok ? summary.data.counts : {}} next={next} />;
}
