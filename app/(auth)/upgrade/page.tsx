import type { Metadata } from "next";
import { SignUp } from "@/components/sign-up";
import { saveAccount } from "../actions";
import { nextPath, type SearchParams } from "../search-params";

const title = "Keep what you made";

export const metadata: Metadata = { title };

export default async function UpgradePage({ searchParams }: { searchParams: SearchParams }) {
  const next = await nextPath(searchParams);
  return <SignUp title={title} saveAccount={saveAccount} next={next} />;
}
