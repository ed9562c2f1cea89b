import type { Metadata } from "next";
import Link from "next/link";
import { GuestAccount } from "@/components/account/guest-account";
import { MemberAccount } from "@/components/account/member-account";
import { Section } from "@/components/account/section";
import { button } from "@/components/ui/button";
import { Unavailable } from "@/components/unavailable";
import { summarizeAccount } from "@/lib/auth/account-summary";
import { listDevices } from "@/lib/auth/devices";
import { listPasskeys } from "@/lib/auth/passkeys";
import { ask } from "@/lib/server/ask";
import { resumeUrl } from "@/lib/server/public-urls";
import { currentSession } from "../../current-session";
import {
  changeEmail,
  changePassword,
  createRecoveryCode,
  endDevice,
  removePasskey,
  renamePasskey,
  resendVerification,
} from "../actions";

export const metadata: Metadata = { title: "Your account", robots: { index: false } };

const passkeyActions = { rename: renamePasskey, remove: removePasskey };
const actions = {
  resend: resendVerification,
  changeEmail,
  changePassword,
  endDevice,
  passkeys: passkeyActions,
};

/** Who is here, and all they can do about it. */
export default async function AccountPage() {
  const session = await currentSession();
  if (session.status === "visitor") return <Visitor />;
  const [summary, devices, passkeys] = await Promise.all([
    ask(summarizeAccount),
    ask(listDevices),
    ask(listPasskeys),
  ]);
  if (session.status === "unknown" || !summary.ok || !devices.ok || !passkeys.ok) return <Unavailable />;
  return (
    <>
      {session.status === "member" ? (
        <MemberAccount
          user={session.user}
          devices={devices.data}
          passkeys={passkeys.data}
          hasPassword={summary.data.hasPassword}
          actions={actions}
        />
      ) : (
        <GuestAccount
          counts={summary.data.counts}
          devices={devices.data}
          createCode={createRecoveryCode}
          endDevice={endDevice}
          resumeUrl={resumeUrl()}
        />
      )}
      <Section title="Delete this account">
        <p>You will see what goes with it before anything happens.</p>
        <p>
          <Link href="/account/delete" className={button.danger}>
            Delete account
          </Link>
        </p>
      </Section>
    </>
  );
}

function Visitor() {
  return (
    <>
      <h1 className="text-3xl">Your account</h1>
      <p>Nobody is signed in here.</p>
      <div className="flex flex-wrap gap-3">
        <Link href="/sign-in?next=/account" className={button.primary}>
          Sign in
        </Link>
        <Link href="/resume" className={button.secondary}>
          Use a recovery code
        </Link>
      </div>
    </>
  );
}
