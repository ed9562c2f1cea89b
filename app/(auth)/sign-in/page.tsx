import type { Metadata } from "next";
import { currentWork } from "@/app/current-work";
import { SignIn } from "@/components/sign-in";
import { nextOf, type Search } from "../search";
import { ways } from "../ways";
import { signIn } from "../ways-in";

export const metadata: Metadata = { title: "Sign in" };

export default async function SignInPage({ searchParams }: { searchParams: Search }) {
  const next = await nextOf(searchParams);
  return <SignIn signIn={signIn.bind(null, next)} ways={ways()} work={await currentWork()} />;
}
