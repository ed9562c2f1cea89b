import type { Metadata } from "next";
import { SignUp } from "@/components/sign-up";
import { enabledProviders } from "@/lib/server/providers";
import { saveAccount } from "../actions";

export const metadata: Metadata = { title: "Create your account" };

export default async function SignUpPage() {
  return <SignUp saveAccount={saveAccount} providers={await enabledProviders()} />;
}
