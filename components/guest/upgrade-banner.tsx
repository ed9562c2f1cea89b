"use client";

import { X } from "lucide-react";
import { usePathname, useSearchParams } from "next/navigation";
import { type FormEvent, type ReactNode, useId, useState, useSyncExternalStore } from "react";
import { retryCookies, useCookiesBlocked } from "@/components/form/cookies-blocked";
import { type FormAction, useForm } from "@/components/form/use-form";
import { useOwnQuery, useReturnPath } from "@/components/shell/return-path";
import { useSession } from "@/components/shell/session-provider";
import { featureUpgrades } from "@/components/sign-in/feature-methods";
import { OtherWays } from "@/components/sign-in/other-ways";
import { useSignInMethods } from "@/components/sign-in/sign-in-methods";
import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Day } from "@/components/ui/local-time";
import { AccountForm, AccountSaved, type NewAccount } from "./account-form";
import { EndedSession } from "./ended-session";

/** A guest hears of the end so long before it, whatever was put off (milliseconds). */
const noticeTime = 2 * 24 * 60 * 60 * 1000;

/**
 * Offers an account to a guest, in place. A visitor without a session sees the same, because they are a guest a moment later and nothing may
 * move then. Stays mounted for registered users, to say how their upgrade went.
 */
export function UpgradeBanner({
  saveAccount,
  dismiss,
  startOver,
  later,
}: {
  saveAccount: FormAction<NewAccount>;
  dismiss: FormAction;
  startOver: FormAction;
  later: boolean;
}) {
  const session = useSession();
  const { anonymous } = useSignInMethods();
  const account = useForm(saveAccount);
  const [byFeature, setByFeature] = useState<NewAccount["user"] | null>(null);
  const [closed, setClosed] = useState(false);
  const cookiesBlocked = useCookiesBlocked();
  const keptUntil = "keptUntil" in session ? session.keptUntil : null;
  const endsSoon = useEndsSoon(keptUntil);
  const saved = account.state.status === "done" ? account.state.data.user : byFeature;

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
  if (session.status === "unknown")
    return <Bar>We can't reach your account right now. Nothing is lost: please try again in a moment.</Bar>;
  if (session.status === "user") return null;
  if (session.status === "visitor" && cookiesBlocked)
    return (
      <Bar>
        <p>
          Your browser blocks cookies, so nothing you make here can be saved. You can look around. To save
          what you make, allow cookies for this site and try again.
        </p>
        <button type="button" onClick={retryCookies} className={`${button.secondary} mt-2`}>
          Try again
        </button>
      </Bar>
    );
  if (session.status === "visitor" && session.ended)
    return (
      <Bar>
        <EndedSession ended={session.ended} startOver={startOver} />
      </Bar>
    );
  if (session.status === "visitor" && !anonymous) return null;
  if (later && !endsSoon && account.state.status === "idle") return null;
  return (
    <Offer {...{ account, dismiss, endsSoon, later }} keptUntil={session.keptUntil} onSaved={setByFeature} />
  );
}

/** Whether a guest's time here is nearly over; looked at again whenever the page comes to the front. */
function useEndsSoon(keptUntil: Date | null): boolean {
  return useSyncExternalStore(
    onVisible,
    () => isSoon(keptUntil),
    () => isSoon(keptUntil),
  );
}

function isSoon(time: Date | null): boolean {
  return time !== null && time.getTime() - Date.now() < noticeTime;
}

function onVisible(look: () => void) {
  document.addEventListener("visibilitychange", look);
  return () => document.removeEventListener("visibilitychange", look);
}

function Offer({
  account,
  dismiss,
  keptUntil,
  endsSoon,
  later,
  onSaved,
}: {
  account: ReturnType<typeof useForm<NewAccount>>;
  dismiss: FormAction;
  keptUntil: Date;
  endsSoon: boolean;
  later: boolean;
  onSaved: (user: NewAccount["user"]) => void;
}) {
  const id = useId();
  const { emailPassword } = useSignInMethods();
  const pathname = usePathname();
  const query = useOwnQuery();
  const next = useReturnPath();
  const laterForm = useForm(dismiss, () =>
    document.getElementById("content")?.focus({ preventScroll: true }),
  );
  // Without script, "Create account" asks the server for this page with the form open.
  const asked = useSearchParams().has("create-account");
  const [opened, setOpened] = useState<boolean | null>(null);
  const open = opened ?? (asked || account.state.status === "failed");

  function toggle(event: FormEvent) {
    event.preventDefault();
    setOpened(!open);
  }

  // On a phone it gives way while the page shows another offer, or that there is nothing to keep yet.
  const givesWay = !open && !endsSoon && "max-sm:[body:has([data-no-banner])_&]:hidden";
  return (
    <aside aria-label="Guest account" className={`border-banner-line border-b bg-banner ${givesWay || ""}`}>
      <div className="column py-3">
        <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
          <p className="min-w-0 max-w-prose flex-1 basis-72">
            You are using a guest account. Your data will be preserved when you create an account.{" "}
            {endsSoon ? (
              <strong className="font-semibold">
                It will be removed from this browser on <Day at={keptUntil} />.
              </strong>
            ) : (
              <span>
                Kept in this browser until <Day at={keptUntil} />.
              </span>
            )}
          </p>
          <div className="flex flex-wrap items-center gap-1">
            <form action={pathname} method="get" onSubmit={toggle}>
              {[...query].map(([name, value]) => (
                <input key={`${name}=${value}`} type="hidden" name={name} value={value} />
              ))}
              <button
                type="submit"
                {...(!open && { name: "create-account", value: "" })}
                aria-expanded={open}
                aria-controls={id}
                className={button.secondary}
              >
                {open ? "Cancel" : "Create account"}
              </button>
            </form>
            {!later && (
              <form {...laterForm.form}>
                <button type="submit" className={button.quiet}>
                  Later
                </button>
              </form>
            )}
          </div>
        </div>
        <FormError state={laterForm.state} />
        <div id={id} hidden={!open} className="mt-2 border-banner-line border-t pt-4 pb-2">
          {open && (
            <>
              <h2 className="mb-3 text-xl">Create your account</h2>
              {emailPassword && <AccountForm {...account} autoFocus={opened === true} />}
              <div className="mt-4">
                <OtherWays intent="upgrade" next={next}>
                  {featureUpgrades.map(({ name, Upgrade }) => (
                    <Upgrade key={name} onSaved={onSaved} />
                  ))}
                </OtherWays>
              </div>
            </>
          )}
        </div>
      </div>
    </aside>
  );
}

function Bar({ children }: { children: ReactNode }) {
  return (
    <div role="status" className="border-line border-b bg-raised">
      <div className="column py-3">{children}</div>
    </div>
  );
}
