"use client";

import { type FormAction, useForm } from "@/components/form/use-form";
import { useSignInMethods } from "@/components/sign-in/sign-in-methods";
import { button } from "@/components/ui/button";
import { Confirm } from "@/components/ui/confirm";
import { FormError } from "@/components/ui/form-error";
import { Day } from "@/components/ui/local-time";
import { Outcome } from "@/components/ui/outcome";
import { PasswordField } from "@/components/ui/password-field";
import type { ConnectedAccount } from "@/lib/api/shapes";
import type { SocialProviderInfo } from "@/lib/api/social";
import { Section } from "./section";

/** Connects an account at a provider, and disconnects one. */
type AccountActions = { link: FormAction<{ url: string }>; unlink: FormAction<null> };

/** The current user's provider accounts, with forms to connect and to disconnect one. Providers that are off cannot be connected. */
export function ConnectedAccounts({
  accounts,
  providers,
  hasPassword,
  link,
  unlink,
}: {
  accounts: ConnectedAccount[];
  /** All that the product lists: a connected one may be off. */
  providers: readonly SocialProviderInfo[];
  hasPassword: boolean;
} & AccountActions) {
  const { social } = useSignInMethods();
  const connected = new Set(accounts.map(({ provider }) => provider));
  const others = social.filter(({ id }) => !connected.has(id));
  if (accounts.length === 0 && others.length === 0) return null;
  return (
    <Section id="connected-accounts" title="Connected accounts">
      <p>Sign in with an account you already have.</p>
      <ul className="grid gap-5 empty:hidden">
        {accounts.map((account) => (
          <Connected
            key={account.id}
            account={account}
            name={providers.find(({ id }) => id === account.provider)?.name ?? account.provider}
            hasPassword={hasPassword}
            unlink={unlink}
          />
        ))}
        {others.map((provider) => (
          <Connectable key={provider.id} provider={provider} hasPassword={hasPassword} link={link} />
        ))}
      </ul>
    </Section>
  );
}

function Connected({
  account,
  name,
  hasPassword,
  unlink,
}: { account: ConnectedAccount; name: string; hasPassword: boolean } & Pick<AccountActions, "unlink">) {
  const { state, pending, form, errors } = useForm(unlink);
  if (state.status === "done") {
    return (
      <li>
        <Outcome>
          <p>Disconnected. You can't sign in with {name} anymore.</p>
        </Outcome>
      </li>
    );
  }
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p>
        <span className="font-semibold">{name}</span>
        <span className="block text-muted text-sm">
          Connected on <Day at={account.createdAt} />
        </span>
      </p>
      <Confirm label="Disconnect" about={name} open={state.status === "failed"}>
        <form {...form} className="grid w-full gap-3">
          <FormError state={state} hidden="id" />
          <p>You won't be able to sign in with {name} anymore.</p>
          <input type="hidden" name="id" value={account.id} />
          {hasPassword && <PasswordField autoComplete="current-password" error={errors.password} />}
          <div>
            <button type="submit" aria-disabled={pending || undefined} className={button.danger}>
              Disconnect {name}
            </button>
          </div>
        </form>
      </Confirm>
    </li>
  );
}

function Connectable({
  provider: { id, name },
  hasPassword,
  link,
}: { provider: SocialProviderInfo; hasPassword: boolean } & Pick<AccountActions, "link">) {
  const { state, pending, form, errors } = useForm(link);
  const fields = (
    <>
      <input type="hidden" name="provider" value={id} />
      <input type="hidden" name="callbackURL" value="/account" />
    </>
  );
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
      <p>
        <span className="font-semibold">{name}</span>
        <span className="block text-muted text-sm">Not connected</span>
      </p>
      {hasPassword ? (
        <Confirm label="Connect" about={name} open={state.status === "failed"}>
          <form {...form} className="grid w-full gap-3">
            <FormError state={state} />
            {fields}
            <PasswordField autoComplete="current-password" error={errors.password} />
            <div>
              <button type="submit" aria-disabled={pending || undefined} className={button.primary}>
                Continue with {name}
              </button>
            </div>
          </form>
        </Confirm>
      ) : (
        <form {...form} className="grid gap-3">
          {fields}
          <button type="submit" aria-disabled={pending || undefined} className={button.secondary}>
            Connect<span className="sr-only"> {name}</span>
          </button>
          <FormError state={state} />
        </form>
      )}
    </li>
  );
}
