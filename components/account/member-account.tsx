import Link from "next/link";
import type { ReactNode } from "react";
import type { Passkey } from "@/lib/contract/passkeys";
import type { Device, SignedIn, User } from "@/lib/contract/wire";
import { button, link } from "../ui/button";
import type { FormAction } from "../use-form";
import { VerificationMail } from "../verification-mail";
import { Devices } from "./devices";
import { EmailChange } from "./email-change";
import type { PasskeyActions } from "./passkey-item";
import { Passkeys } from "./passkeys";
import { PasswordChange } from "./password-change";
import { Section } from "./section";

/** All that members can see and do about their account. */
export function MemberAccount({
  user,
  devices,
  passkeys,
  hasPassword,
  actions,
}: {
  user: User;
  devices: Device[];
  passkeys: Passkey[];
  hasPassword: boolean;
  actions: {
    resend: FormAction<{ sent: true }>;
    changeEmail: FormAction<{ sent: true }>;
    changePassword: FormAction<SignedIn>;
    endDevice: FormAction<null>;
    passkeys: PasskeyActions;
  };
}) {
  return (
    <>
      <h1 className="text-3xl">Your account</h1>
      <dl className="grid gap-3">
        <Fact name="Name">{user.name ? <bdi>{user.name}</bdi> : "Not given"}</Fact>
        <Fact name="Email">
          <bdi>{user.email ?? "None"}</bdi>
          {user.email !== null && (
            <span className="block font-normal text-sm">
              {user.emailVerified ? "Confirmed" : "Not confirmed yet"}
            </span>
          )}
        </Fact>
      </dl>
      {user.email !== null && !user.emailVerified && <VerificationMail resend={actions.resend} />}
      <Section title={user.email === null ? "Add an address" : "Change your address"}>
        {user.email === null && <p>It is a way back in when another is lost: we can mail you a link.</p>}
        {user.email === null || hasPassword ? (
          <EmailChange change={actions.changeEmail} isFirst={user.email === null} />
        ) : (
          <NoPassword />
        )}
      </Section>
      <Section title="Change your password">
        {hasPassword ? (
          <PasswordChange change={actions.changePassword} />
        ) : (
          <NoPassword isFirst={user.email === null} />
        )}
      </Section>
      <Passkeys passkeys={passkeys} hasPassword={hasPassword} {...actions.passkeys} />
      <Section title="Where you are signed in">
        <Devices devices={devices} end={actions.endDevice} />
      </Section>
      <Section title="Your data">
        <p>Everything we keep about you, in one file.</p>
        <p>
          <a href="/api/auth/account/export" download="guestbook.json" className={button.secondary}>
            Export my data
          </a>
        </p>
      </Section>
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-muted text-sm">{name}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  );
}

function NoPassword({ isFirst = false }: { isFirst?: boolean }) {
  if (isFirst) return <p>This account has no password. With a confirmed address you can set one by mail.</p>;
  return (
    <p>
      This account has no password yet.{" "}
      <Link href="/reset-password" className={link}>
        Set one by mail
      </Link>{" "}
      first.
    </p>
  );
}
