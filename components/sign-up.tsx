"use client";

import Link from "next/link";
import type { SocialWay } from "@/lib/contract/social";
import type { SignedIn } from "@/lib/contract/wire";
import { AccountForm } from "./account-form";
import { AccountSaved } from "./account-saved";
import { AlreadySignedIn } from "./already-signed-in";
import { useSession } from "./session-provider";
import { SocialButtons } from "./social-buttons";
import { button, link } from "./ui/button";
import { type FormAction, useForm } from "./use-form";

export function SignUp({
  saveAccount,
  providers,
}: {
  saveAccount: FormAction<SignedIn>;
  providers: readonly SocialWay[];
}) {
  const session = useSession();
  const account = useForm(saveAccount);

  if (account.state.status === "done") {
    return (
      <>
        <h1 className="text-3xl">Welcome</h1>
        <AccountSaved user={account.state.data.user} />
        <Link href="/" className={button.primary}>
          Go to your cards
        </Link>
      </>
    );
  }
  if (session.status === "member") return <AlreadySignedIn user={session.user} />;
  return (
    <>
      <h1 className="text-3xl">Create your account</h1>
      {session.status === "guest" && <p>Everything you made as a guest is kept.</p>}
      <AccountForm {...account} />
      <SocialButtons providers={providers} intent={session.status === "guest" ? "upgrade" : "sign-in"} />
      <p className="text-muted">
        You have an account?{" "}
        <Link href="/sign-in" className={link}>
          Sign in
        </Link>
      </p>
    </>
  );
}
