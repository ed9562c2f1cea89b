import type { Metadata } from "next";
import { SignUp } from "@/components/sign-up";
import { enabledProviders } from "@/lib/server/providers";
import { saveAccount } from "../actions";
import { nextPath, type SearchParams } from "../search-params";

const title = "Create your account";

export const metadata: Metadata = { title };

export default async function SignUpPage({ searchParams }: { searchParams: SearchParams }) {
  const next = await nextPath(searchParams);
  return <SignUp title={title} saveAccount={saveAccount} providers={await enabledProviders()} next={next} />;
}
