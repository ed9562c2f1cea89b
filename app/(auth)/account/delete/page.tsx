import type { Metadata } from "next";
import { AccountDeletion } from "@/components/account/account-deletion";
import { Unavailable } from "@/components/shell/page-notice";
import { summarizeAccount } from "@/lib/auth/account/account";
import { ask } from "@/lib/server/session";
import { deleteAccount } from "../../actions";

export const metadata: Metadata = { title: "Delete your account", robots: { index: false } };

/** Opening this page changes nothing; its button does. */
export default async function DeleteAccountPage() {
  const summary = await ask(summarizeAccount);
  if (!summary.ok && (summary.code === "UNAVAILABLE" || summary.code === "INTERNAL_ERROR"))
    return <Unavailable />;
  return <AccountDeletion summary={summary.ok ? summary.data : null} remove={deleteAccount} />;
}
