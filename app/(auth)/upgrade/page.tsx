import type { Metadata } from "next";
import { SignUp } from "@/components/sign-in/sign-up";
import { saveAccount } from "../actions";
import { goOnIfSignedIn, nextPath, type SearchParams } from "../search-params";

export const metadata: Metadata = { title: "Create your account" };

export default async function UpgradePage({ searchParams }: { searchParams: SearchParams }) {
  const next = await nextPath(searchParams);
  await goOnIfSignedIn(next);
  return <SignUp saveAccount={saveAccount} next={next} />;
}
