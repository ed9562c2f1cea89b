import type { Metadata } from "next";
import { currentWork } from "@/app/current-work";
import { SignUp } from "@/components/sign-up";
import { KeptWork } from "../kept-work";
import { nextOf, type Search } from "../next";
import { currentWays } from "../ways";
import { saveAccount } from "../ways-in";

export const metadata: Metadata = { title: "Create your account" };

export default async function SignUpPage({ searchParams }: { searchParams: Search }) {
  const next = await nextOf(searchParams);
  return (
    <SignUp
      title="Create your account"
      saveAccount={saveAccount.bind(null, next)}
      ways={await currentWays()}
      next={next}
    >
      <KeptWork work={await currentWork()} />
    </SignUp>
  );
}
