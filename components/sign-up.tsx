"use client";

import Link from "next/link";
import { useState } from "react";
import { withNext } from "@/lib/contract/safe-path";
import type { SignedIn, User } from "@/lib/contract/wire";
import { AccountForm } from "./account-form";
import { AccountSaved } from "./account-saved";
import { AlreadySignedIn } from "./already-signed-in";
import { OtherWays } from "./other-ways";
import { PasskeyUpgrade } from "./passkey-upgrade";
import { useSession } from "./session-provider";
import { button, link } from "./ui/button";
import { type FormAction, useForm } from "./use-form";
import { useWaysIn } from "./ways-in";

/** Every way to an account on one page: a guest is upgraded in place, a visitor signs up. Afterwards, on to `next`. */
export function SignUp({
  title,
  saveAccount,
  next,
}: {
  title: string;
  saveAccount: FormAction<SignedIn>;
  next: string;
}) {
  const session = useSession();
  const { emailPassword } = useWaysIn();
  const account = useForm(saveAccount);
  const [byPasskey, setByPasskey] = useState<User | null>(null);
  const saved = account.state.status === "done" ? account.state.data.user : byPasskey;

  if (saved) {
    return (
      <>
        <h1 className="text-3xl">Welcome</h1>
        <AccountSaved user={saved} />
        <Link href={next} className={button.primary}>
          {next === "/" ? "Go to the start" : "Continue"}
        </Link>
      </>
    );
  }
  if (session.status === "member") return <AlreadySignedIn user={session.user} />;
  return (
    <>
      <h1 className="text-3xl">{title}</h1>
      {session.status === "guest" && <p>Everything you made as a guest is kept.</p>}
      {emailPassword && <AccountForm {...account} />}
      <OtherWays intent={session.status === "guest" ? "upgrade" : "sign-in"} next={next}>
        <PasskeyUpgrade onSaved={setByPasskey} />
      </OtherWays>
      <p className="text-muted">
        You have an account?{" "}
        <Link href={withNext("/sign-in", next)} className={link}>
          Sign in
        </Link>
      </p>
    </>
  );
}
