import type { Metadata } from "next";
import Link from "next/link";
import { PageNotice } from "@/components/page-notice";
import { button } from "@/components/ui/button";
import { currentSession } from "../current-session";
import { GuestAccount } from "./guest-account";
import { MemberAccount } from "./member-account";

export const metadata: Metadata = { title: "Your account", robots: { index: false } };

export default async function AccountPage() {
  const session = await currentSession();
  return (
    <main id="content" tabIndex={-1} className="column grid justify-items-center pt-10 sm:pt-14">
      <div className="grid w-full max-w-2xl gap-5">
        {session.status === "guest" && <GuestAccount user={session.user} />}
        {session.status === "member" && <MemberAccount user={session.user} />}
        {session.status === "visitor" && <NobodyHere />}
        {session.status === "unknown" && (
          <PageNotice
            title="We cannot reach your account right now"
            text="Nothing is lost. Please try again in a moment."
          >
            <a href="/account" className={button.primary}>
              Try again
            </a>
          </PageNotice>
        )}
      </div>
    </main>
  );
}

function NobodyHere() {
  return (
    <PageNotice title="Nobody is signed in here" text="Sign in to see your account, or start as a guest.">
      <div className="flex flex-wrap gap-3">
        <Link href="/sign-in?next=/account" className={button.primary}>
          Sign in
        </Link>
        <Link href="/" className={button.secondary}>
          Start as a guest
        </Link>
      </div>
    </PageNotice>
  );
}
