"use client";

import Link from "next/link";
import type { ReactNode } from "react";
import type { SignedIn } from "@/lib/contract/wire";
import { AccountForm } from "./account-form";
import { AccountSaved } from "./account-saved";
import { AlreadySignedIn } from "./already-signed-in";
import { useWayTo } from "./return-path";
import { useSession } from "./session-provider";
import { SocialButtons } from "./social-buttons";
import { button, link } from "./ui/button";
import { type FormAction, useForm } from "./use-form";
import type { Ways } from "./ways";

/** Every way to an account on one page. `children` say what it does for whoever is here. */
export function SignUp({
  title,
  saveAccount,
  ways,
  next,
  children,
}: {
  title: string;
  saveAccount: FormAction<SignedIn>;
  ways: Ways;
  next: string;
  children: ReactNode;
}) {
  const session = useSession();
  const account = useForm(saveAccount);
  const signIn = useWayTo("/sign-in");

  if (account.state.status === "done") {
    return (
      <>
        <h1 className="text-3xl">Welcome</h1>
        <AccountSaved user={account.state.data.user} />
        <Link href={next} className={button.primary}>
          Go on
        </Link>
      </>
    );
  }
  if (session.status === "member") return <AlreadySignedIn user={session.user} />;
  return (
    <>
      <h1 className="text-3xl">{title}</h1>
      {children}
      {(ways.password || ways.link) && <AccountForm {...account} ways={ways} />}
      <SocialButtons providers={ways.providers} intent={session.status === "guest" ? "upgrade" : "sign-in"} />
      <p className="text-muted">
        You have an account?{" "}
        <Link href={signIn} className={link}>
          Sign in
        </Link>
      </p>
    </>
  );
}
