import type { Metadata } from "next";
import { RecoveryCodeForm } from "@/components/account/recovery-code";
import { SignOut } from "@/components/sign-in/sign-out";
import { summarizeAccount } from "@/lib/auth/account/account";
import { publicUrl } from "@/lib/server/public-urls";
import { ask } from "@/lib/server/session";
import { createRecoveryCode, signOutForm, startOver } from "../actions";

export const metadata: Metadata = { title: "Sign out" };

export default async function SignOutPage() {
  const summary = await ask(summarizeAccount);
  return (
    <SignOut
      signOut={signOutForm}
      startOver={startOver}
      counts={summary.ok ? summary.data.counts : null}
      wayBack={<RecoveryCodeForm create={createRecoveryCode} resumeUrl={publicUrl("/resume")} />}
    />
  );
}
