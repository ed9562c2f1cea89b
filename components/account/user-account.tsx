import type { ReactNode } from "react";
import type { FormAction } from "@/components/form/use-form";
import type { SessionUser } from "@/components/shell/session-provider";
import type { ConnectedAccount, SessionInfo } from "@/lib/api/shapes";
import type { SocialProviderInfo } from "@/lib/api/social";
import type { AnswerOf } from "@/lib/api/table";
import { product } from "@/lib/product";
import { button } from "../ui/button";
import { type AccountActions, ConnectedAccounts } from "./connected-accounts";
import { EmailChange } from "./email-change";
import { NameChange } from "./name-change";
import { PasswordChange } from "./password-change";
import { Section } from "./section";
import { Sessions } from "./session-list";
import { VerificationMail } from "./verification-mail";

/** All that registered users can see and do about their account; `children` are the sections of features. */
export function UserAccount({
  user,
  sessions,
  accounts,
  providers,
  hasPassword,
  edit,
  actions,
  children,
}: {
  user: SessionUser;
  sessions: SessionInfo[];
  accounts: ConnectedAccount[];
  providers: readonly SocialProviderInfo[];
  hasPassword: boolean;
  /** The row whose form is open. */
  edit: string | null;
  actions: {
    changeName: FormAction<AnswerOf<"PATCH /api/auth/account">>;
    resend: FormAction<{ sent: true }>;
    changeEmail: FormAction<{ sent: true }>;
    changePassword: FormAction<AnswerOf<"POST /api/auth/password/change">>;
    revokeSession: FormAction<null>;
    revokeOtherSessions: FormAction<null>;
    accounts: AccountActions;
  };
  children?: ReactNode;
}) {
  const { email } = user;
  return (
    <>
      <h1 className="text-3xl">Your account</h1>
      <div className="[&>:last-child]:border-b-0">
        <NameChange name={user.name} change={actions.changeName} />
        <EmailChange
          user={user}
          hasPassword={hasPassword}
          open={edit === "email"}
          change={actions.changeEmail}
        />
        {email !== null && !user.emailVerified && (
          <div className="grid gap-4 border-line border-b py-4">
            <VerificationMail resend={actions.resend} />
          </div>
        )}
        <PasswordChange
          email={email}
          hasPassword={hasPassword}
          open={edit === "password"}
          change={actions.changePassword}
        />
      </div>
      <ConnectedAccounts {...{ accounts, providers, hasPassword, ...actions.accounts }} />
      {children}
      <Section title="Your devices">
        <Sessions
          sessions={sessions}
          revoke={actions.revokeSession}
          revokeOthers={actions.revokeOtherSessions}
        />
      </Section>
      <Section title="Your data">
        <p>Download everything we store about you in one file.</p>
        <p>
          <a href="/api/auth/account/export" download={`${product.slug}.json`} className={button.secondary}>
            Export my data
          </a>
        </p>
      </Section>
    </>
  );
}
