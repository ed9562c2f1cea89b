import type { Metadata } from "next";
import { DeleteAccount } from "@/components/account/delete-account";
import { waysIn } from "@/lib/auth/ways-in";
import { ask } from "@/lib/server/ask";
import { currentSession } from "../../current-session";
import { currentWork } from "../../current-work";
import { deleteAccount } from "../actions";

export const metadata: Metadata = { title: "Delete account", robots: { index: false } };

/** Names what a deletion takes away, before it does. */
export default async function DeleteAccountPage() {
  const session = await currentSession();
  const ways = session.status === "member" ? await ask((ctx) => waysIn(ctx, session.user.id)) : null;
  return (
    <main id="content" tabIndex={-1} className="column grid justify-items-center pt-10 sm:pt-16">
      <div className="sheet grid w-full max-w-lg gap-5 p-6 sm:p-8">
        <DeleteAccount
          remove={deleteAccount}
          work={await currentWork()}
          hasPassword={ways?.ok === true && ways.data.hasPassword}
        />
      </div>
    </main>
  );
}
