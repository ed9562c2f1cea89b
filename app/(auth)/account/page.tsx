import type { Metadata } from "next";
import Link from "next/link";
import { GuestAccount } from "@/components/account/guest-account";
import { Section } from "@/components/account/section";
import { UserAccount } from "@/components/account/user-account";
import { LeftWork } from "@/components/guest/left-work";
import { Unavailable } from "@/components/shell/page-notice";
import { button } from "@/components/ui/button";
import { withNext } from "@/lib/api/safe-path";
import { summarizeAccount } from "@/lib/auth/account/account";
import { listSessions } from "@/lib/auth/session/session-list";
import { listAccounts } from "@/lib/auth/social/connected-accounts";
import { socialMethods } from "@/lib/server/authjs/credentials";
import { publicUrl } from "@/lib/server/public-urls";
import { requestedPath } from "@/lib/server/request/requested-path";
import { ask } from "@/lib/server/session";
import { currentSession } from "../../current-session";
import {
  changeEmail,
  changeName,
  changePassword,
  createRecoveryCode,
  linkAccount,
  resendVerification,
  revokeOtherSessions,
  revokeSession,
  unlinkAccount,
} from "../actions";
import type { SearchParams } from "../search-params";
import { PasskeySection } from "./passkeys/passkey-section"; // eject: passkeys

export const metadata: Metadata = { title: "Your account", robots: { index: false } };

const actions = {
  changeName,
  resend: resendVerification,
  changeEmail,
  changePassword,
  revokeSession,
  revokeOtherSessions,
  accounts: { link: linkAccount, unlink: unlinkAccount },
};

/** The current user's account, and all they can do about it. `edit` in the address opens a form. */
export default async function AccountPage({ searchParams }: { searchParams: SearchParams }) {
  const session = await currentSession();
  if (session.status === "visitor") return <NotSignedIn next={await requestedPath()} />;
  const [summary, sessions] = await Promise.all([ask(summarizeAccount), ask(listSessions)]);
  if (session.status === "unknown" || !summary.ok || !sessions.ok) return <Unavailable />;
  const { edit } = await searchParams;
  const { hasPassword } = summary.data;
  const accounts = session.status === "user" ? await ask(listAccounts) : null;
  return (
    <>
      {session.status === "user" ? (
        <>
          <LeftWork />
          <UserAccount
            user={session.user}
            sessions={sessions.data}
            accounts={accounts?.ok ? accounts.data : []}
            providers={socialMethods().map(({ id, name }) => ({ id, name }))}
            hasPassword={hasPassword}
            edit={typeof edit === "string" ? edit : null}
            actions={actions}
          >
            {/* eject: passkeys */}
            <PasskeySection hasPassword={hasPassword} />
          </UserAccount>
        </>
      ) : (
        <GuestAccount
          counts={summary.data.counts}
          keptUntil={session.keptUntil}
          sessions={sessions.data}
          createCode={createRecoveryCode}
          revokeSession={revokeSession}
          revokeOtherSessions={revokeOtherSessions}
          resumeUrl={publicUrl("/resume")}
        />
      )}
      <Section title="Delete this account" isDanger>
        <p>You'll see what is deleted before anything happens.</p>
        <p>
          <Link href="/account/delete" className={button.danger}>
            Delete account
          </Link>
        </p>
      </Section>
    </>
  );
}

function NotSignedIn({ next }: { next: string }) {
  return (
    <>
      <h1 className="text-3xl">Your account</h1>
      <p>You're not signed in.</p>
      <div className="flex flex-wrap gap-3">
        <Link href={withNext("/sign-in", next)} className={button.primary}>
          Sign in
        </Link>
        <Link href="/resume" className={button.secondary}>
          Use a recovery code
        </Link>
      </div>
    </>
  );
}
