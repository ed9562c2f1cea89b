import Link from "next/link";
import { Address } from "@/components/account/address";
import { EmailChange } from "@/components/account/email-change";
import { PasswordChange } from "@/components/account/password-change";
import { Section } from "@/components/account/section";
import { link } from "@/components/ui/button";
import { waysIn } from "@/lib/auth/ways-in";
import type { User } from "@/lib/contract/wire";
import { ask } from "@/lib/server/ask";
import { providerName } from "@/lib/server/providers";
import { resendVerification } from "../(auth)/actions";
import { currentWays } from "../(auth)/ways";
import { changeEmail, changePassword } from "./actions";

/** A member's address, password and social accounts. */
export async function WaysIn({ user }: { user: User }) {
  const [found, { minLength }] = await Promise.all([ask((ctx) => waysIn(ctx, user.id)), currentWays()]);
  if (!found.ok) return null;
  const { hasPassword, providers } = found.data;
  return (
    <>
      {user.email !== null && (
        <Section id="address" title="Email address">
          <Address user={user} resend={resendVerification} />
          {hasPassword && <EmailChange change={changeEmail} />}
        </Section>
      )}
      <Section id="password" title="Ways in">
        {providers.length > 0 && (
          <p>
            You sign in with{" "}
            <strong className="font-semibold">{providers.map(providerName).join(" and ")}</strong>.
          </p>
        )}
        {hasPassword && <PasswordChange change={changePassword} minLength={minLength} />}
        {!hasPassword && user.email !== null && (
          <p>
            You have no password. If you want one,{" "}
            <Link href="/reset-password" className={link}>
              choose it by mail
            </Link>
            .
          </p>
        )}
      </Section>
    </>
  );
}
