import type { Metadata } from "next";
import { currentWork } from "@/app/current-work";
import { SignUp } from "@/components/sign-up";
import { KeptWork } from "../kept-work";
import { nextOf, type Search } from "../next";
import { currentWays } from "../ways";
import { saveAccount } from "../ways-in";

export const metadata: Metadata = { title: "Keep what you made" };

/** Every way from a guest to a member, in place. */
export default async function UpgradePage({ searchParams }: { searchParams: Search }) {
  const next = await nextOf(searchParams);
  return (
    <SignUp
      title="Keep what you made"
      saveAccount={saveAccount.bind(null, next)}
      ways={await currentWays()}
      next={next}
    >
      <KeptWork work={await currentWork()} />
    </SignUp>
  );
}
