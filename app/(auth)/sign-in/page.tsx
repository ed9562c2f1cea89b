import type { Metadata } from "next";
import { currentWork } from "@/app/current-work";
import { SignIn } from "@/components/sign-in";
import { nextOf, type Search } from "../next";
import { currentWays } from "../ways";
import { signInForm } from "../ways-in";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const next = await nextOf(searchParams);
  return (
    <SignIn signIn={signInForm.bind(null, next)} ways={await currentWays()} work={await currentWork()} />
  );
}
