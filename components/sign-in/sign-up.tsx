"use client";

import Link from "next/link";
import { useState } from "react";
import { type FormAction, useForm } from "@/components/form/use-form";
import { AccountForm, AccountSaved, type NewAccount } from "@/components/guest/account-form";
import { useSession } from "@/components/shell/session-provider";
import { button, link } from "@/components/ui/button";
import { withNext } from "@/lib/api/safe-path";
import { featureUpgrades } from "./feature-methods";
import { OtherWays } from "./other-ways";
import { useSignInMethods } from "./sign-in-methods";
import { SignedIn } from "./signed-in";

/** Every way to an account on one page: a guest is upgraded in place, a visitor signs up. Afterwards, on to `next`. */
export function SignUp({ saveAccount, next }: { saveAccount: FormAction<NewAccount>; next: string }) {
  const session = useSession();
  const { emailPassword } = useSignInMethods();
  const account = useForm(saveAccount);
  const [byFeature, setByFeature] = useState<NewAccount["user"] | null>(null);
  const saved = account.state.status === "done" ? account.state.data.user : byFeature;

  if (saved) {
    return (
      <>
        <h1 className="text-3xl">Welcome</h1>
        <AccountSaved user={saved} />
        <Link href={next} className={button.primary}>
          {next === "/" ? "Go to homepage" : "Continue"}
        </Link>
      </>
    );
  }
  if (session.status === "user") return <SignedIn user={session.user} next={next} />;
  return (
    <>
      <h1 className="text-3xl">Create your account</h1>
      {session.status === "guest" && <p>Everything you've made as a guest comes with you.</p>}
      {emailPassword && <AccountForm {...account} />}
      <OtherWays intent={session.status === "guest" ? "upgrade" : "sign-in"} next={next}>
        {featureUpgrades.map(({ name, Upgrade }) => (
          <Upgrade key={name} onSaved={setByFeature} />
        ))}
      </OtherWays>
      <p className="text-muted">
        Already have an account?{" "}
        <Link href={withNext("/sign-in", next)} className={link}>
          Sign in
        </Link>
      </p>
    </>
  );
}
