import type { Metadata } from "next";
import Link from "next/link";
import { ConnectedAccounts } from "@/components/account/connected-accounts";
import { EmailChange, NameChange, PasswordChange } from "@/components/account/details";
import { RecoveryCodeForm } from "@/components/account/recovery-code";
import { Section } from "@/components/account/section";
import { Sessions } from "@/components/account/session-list";
import { workInWords } from "@/components/guest/work-text";
import { LeftWork } from "@/components/shell/notices";
import { Unavailable } from "@/components/shell/page-notice";
import type { SessionUser } from "@/components/shell/session-provider";
import { VerificationMail } from "@/components/sign-in/verify-email";
import { button } from "@/components/ui/button";
import { Day } from "@/components/ui/local-time";
import { withNext } from "@/lib/api/safe-path";
import { summarizeAccount } from "@/lib/auth/account/account";
import { listSessions } from "@/lib/auth/session/session-list";
import { listAccounts } from "@/lib/auth/social/accounts";
import { product } from "@/lib/product";
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

/** The current user's account, and all they can do about it. `edit` in the address names the row whose form is open. */
export default async function AccountPage({ searchParams }: { searchParams: SearchParams }) {
  const session = await currentSession();
  if (session.status === "visitor") return <NotSignedIn next={await requestedPath()} />;
  const [summary, sessions] = await Promise.all([ask(summarizeAccount), ask(listSessions)]);
  if (session.status === "unknown" || !summary.ok || !sessions.ok) return <Unavailable />;
  const { edit } = await searchParams;
  const { counts, hasPassword } = summary.data;
  const devices = (
    <Section title="Your devices">
      <Sessions sessions={sessions.data} revoke={revokeSession} revokeOthers={revokeOtherSessions} />
    </Section>
  );
  return (
    <>
      {session.status === "user" ? (
        <>
          <LeftWork />
          <h1 className="text-3xl">Your account</h1>
          <Details user={session.user} hasPassword={hasPassword} edit={edit} />
          <ConnectedAccounts
            accounts={await connectedAccounts()}
            providers={socialMethods().map(({ id, name }) => ({ id, name }))}
            hasPassword={hasPassword}
            link={linkAccount}
            unlink={unlinkAccount}
          />
          {/* eject: passkeys */}
          <PasskeySection hasPassword={hasPassword} />
          {devices}
          <Section title="Your data">
            <p>Download everything we store about you in one file.</p>
            <p>
              <a
                href="/api/auth/account/export"
                download={`${product.slug}.json`}
                className={button.secondary}
              >
                Export my data
              </a>
            </p>
          </Section>
        </>
      ) : (
        <>
          <GuestAccount work={workInWords(counts)} keptUntil={session.keptUntil} />
          {devices}
        </>
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

async function connectedAccounts() {
  const accounts = await ask(listAccounts);
  return accounts.ok ? accounts.data : [];
}

/** What registered users can change about themselves, row by row. */
function Details({ user, hasPassword, edit }: { user: SessionUser; hasPassword: boolean; edit: unknown }) {
  const { email, emailVerified, name } = user;
  return (
    <div className="[&>:last-child]:border-b-0">
      <NameChange name={name} change={changeName} />
      <EmailChange user={user} hasPassword={hasPassword} open={edit === "email"} change={changeEmail} />
      {email !== null && !emailVerified && (
        <div className="grid gap-4 border-line border-b py-4">
          <VerificationMail resend={resendVerification} />
        </div>
      )}
      <PasswordChange
        email={email}
        hasPassword={hasPassword}
        open={edit === "password"}
        change={changePassword}
      />
    </div>
  );
}

/** What being a guest means, and the two ways not to lose what was made as one. */
function GuestAccount({ work, keptUntil }: { work: string | null; keptUntil: Date }) {
  return (
    <>
      <h1 className="text-3xl">You're using a guest account</h1>
      <p>
        {work && (
          <>
            You've made <strong className="font-semibold">{work}</strong>.{" "}
          </>
        )}
        A guest account exists only in this browser. It is kept until <Day at={keptUntil} />, and longer each
        time you come back. Without this browser's cookies, or on another device, you need an account or a
        recovery code.
      </p>
      <Section title="Create an account">
        <p>Everything you've made comes with you, and you can sign in from anywhere.</p>
        <p>
          <Link href="/upgrade?next=/account" className={button.primary}>
            Create account
          </Link>
        </p>
      </Section>
      <Section id="recovery" title="Get a recovery code">
        <RecoveryCodeForm create={createRecoveryCode} resumeUrl={publicUrl("/resume")} />
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
