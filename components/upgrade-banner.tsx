"use client";

import { X } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import type { SignedIn, User } from "@/lib/contract/wire";
import { AccountForm } from "./account-form";
import { AccountSaved } from "./account-saved";
import { OtherWays } from "./other-ways";
import { PasskeyUpgrade } from "./passkey-upgrade";
import { useOwnQuery, useReturnPath } from "./return-path";
import { useSession } from "./session-provider";
import { button } from "./ui/button";
import { type FormAction, useForm } from "./use-form";
import { useWaysIn } from "./ways-in";

/**
 * Offers an account to a guest, in place. A visitor without a session sees the very same, because they are a guest
 * a moment later and nothing may move then. Stays mounted for members, to say how their upgrade went.
 */
export function UpgradeBanner({
  saveAccount,
  putOff,
  later,
}: {
  saveAccount: FormAction<SignedIn>;
  putOff: () => Promise<void>;
  later: boolean;
}) {
  const session = useSession();
  const { anonymous } = useWaysIn();
  const account = useForm(saveAccount);
  const [byPasskey, setByPasskey] = useState<User | null>(null);
  const [closed, setClosed] = useState(false);
  const saved = account.state.status === "done" ? account.state.data.user : byPasskey;

  if (saved) {
    if (closed) return null;
    return (
      <div className="border-line border-b bg-success-soft">
        <div className="column flex items-start justify-between gap-3 py-3">
          <AccountSaved user={saved} />
          <button
            type="button"
            onClick={() => setClosed(true)}
            className="grid size-11 shrink-0 place-items-center rounded-xl hover:bg-raised no-script:hidden"
          >
            <X aria-hidden className="size-5" />
            <span className="sr-only">Close this message</span>
          </button>
        </div>
      </div>
    );
  }
  if (session.status === "unknown") return <CannotTell />;
  if (session.status === "visitor" && !anonymous) return null;
  if (session.status === "member" || (later && account.state.status === "idle")) return null;
  return <Offer account={account} putOff={putOff} onPasskey={setByPasskey} />;
}

function Offer({
  account,
  putOff,
  onPasskey,
}: {
  account: ReturnType<typeof useForm<SignedIn>>;
  putOff: () => Promise<void>;
  onPasskey: (user: User) => void;
}) {
  const id = useId();
  const { emailPassword } = useWaysIn();
  const pathname = usePathname();
  const query = useOwnQuery();
  const next = useReturnPath();
  // Without script, "Create account" asks the server for this page with the form open.
  const asked = useSearchParams().has("create-account");
  const [opened, setOpened] = useState<boolean | null>(null);
  const open = opened ?? (asked || account.state.status === "failed");

  function toggle(event: FormEvent) {
    event.preventDefault();
    setOpened(!open);
  }

  return (
    <aside aria-label="Guest account" className="border-banner-line border-b bg-banner">
      <div className="column py-3">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <p className="min-w-0 max-w-prose flex-1 basis-72">
            You are using a guest account. Your work is kept when you create an account.
          </p>
          <div className="flex items-center gap-1">
            <form action={pathname} method="get" onSubmit={toggle}>
              {[...query].map(([name, value]) => (
                <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
              ))}
              <button
                type="submit"
                name="create-account"
                value=""
                aria-expanded={open}
                aria-controls={id}
                className={button.secondary}
              >
                Create account
              </button>
            </form>
            <form
              action={putOff}
              onSubmit={() => document.getElementById("content")?.focus({ preventScroll: true })}
            >
              <button type="submit" className={button.quiet}>
                Later
              </button>
            </form>
          </div>
        </div>
        <div id={id} hidden={!open} className="mt-2 border-banner-line border-t pt-4 pb-2">
          {open && (
            <>
              <h2 className="mb-3 text-xl">Create your account</h2>
              {emailPassword && <AccountForm {...account} autoFocus={opened === true} />}
              <div className="mt-4">
                <OtherWays intent="upgrade" next={next}>
                  <PasskeyUpgrade onSaved={onPasskey} />
                </OtherWays>
              </div>
            </>
          )}
        </div>
      </div>
    </aside>
  );
}

function CannotTell() {
  return (
    <div role="status" className="border-line border-b bg-raised">
      <p className="column py-3">
        We cannot reach your account right now. Nothing is lost: please try again in a moment.
      </p>
    </div>
  );
}
