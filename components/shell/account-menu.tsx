"use client";

import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { type FormAction, useForm } from "@/components/form/use-form";
import { FormError } from "@/components/ui/form-error";
import { menuEntries } from "./menu-entries";
import { useWayTo } from "./return-path";
import { type SessionUser, useSession } from "./session-provider";
import { shownName } from "./shown-name";

const item =
  "flex min-h-11 w-full items-center rounded-lg px-3 text-left font-medium text-ink hover:bg-raised";

/** Who is signed in, and the ways from there. The browser's own popover: it opens, closes and is announced without script. */
export function AccountMenu({ signOut }: { signOut: FormAction<null> }) {
  const session = useSession();
  const menu = useRef<HTMLDivElement>(null);
  const signIn = useWayTo("/sign-in");
  const signUp = useWayTo("/sign-up");
  const pathname = usePathname();
  const { status } = session;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes once another page is shown, or somebody else is signed in.
  useEffect(() => menu.current?.hidePopover(), [pathname, status]);
  if (status === "unknown") return null;
  const user = session.status === "user" ? session.user : null;
  const hasEnded = session.status === "visitor" && session.ended !== null;
  const isGuest = user === null && !hasEnded;
  const close = () => menu.current?.hidePopover();

  return (
    <>
      {user === null && (
        <Link
          href={signIn}
          className="flex min-h-11 shrink-0 items-center rounded-xl px-2.5 font-semibold hover:bg-raised"
        >
          Sign in
        </Link>
      )}
      <button
        type="button"
        popoverTarget="account-menu"
        className={`flex min-h-11 items-center gap-1 rounded-xl px-2.5 font-semibold hover:bg-raised ${isGuest ? "shrink-0" : "min-w-0"}`}
      >
        <span className={isGuest ? "whitespace-nowrap" : "max-w-36 truncate sm:max-w-56"}>
          <bdi>{user ? (user.name ?? user.email ?? "You") : hasEnded ? "Account" : "Guest"}</bdi>
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
      </button>
      <div
        ref={menu}
        id="account-menu"
        popover="auto"
        className="sheet absolute top-15 right-[max(1rem,calc((100vw-68rem)/2+1rem))] left-auto m-0 w-64 p-2 text-ink"
      >
        {user ? (
          <UserItems user={user} signOut={signOut} close={close} />
        ) : (
          <>
            {status === "guest" && <AccountItem close={close} />}
            {status === "guest" && <FeatureItems close={close} />}
            <Link href={signUp} onClick={close} className={item}>
              Create account
            </Link>
            {status === "guest" && (
              <Link href="/sign-out" onClick={close} className={item}>
                Leave this guest account
              </Link>
            )}
          </>
        )}
      </div>
    </>
  );
}

function UserItems({
  user,
  signOut,
  close,
}: {
  user: SessionUser;
  signOut: FormAction<null>;
  close: () => void;
}) {
  const { state, form } = useForm(signOut);
  return (
    <>
      <p className="border-line border-b px-3 pt-1 pb-3 text-muted text-sm">
        Signed in as <bdi className="font-semibold text-ink">{shownName(user)}</bdi>
      </p>
      <AccountItem close={close} />
      <FeatureItems close={close} />
      {user.email !== null && !user.emailVerified && (
        <Link href="/verify-email" onClick={close} className={item}>
          Confirm your email
        </Link>
      )}
      {user.role === "admin" && (
        <Link href="/admin" onClick={close} className={item}>
          Admin
        </Link>
      )}
      <form {...form}>
        <FormError state={state} />
        <button type="submit" className={item}>
          Sign out
        </button>
      </form>
    </>
  );
}

function AccountItem({ close }: { close: () => void }) {
  return (
    <Link href="/account" onClick={close} className={item}>
      Your account
    </Link>
  );
}

function FeatureItems({ close }: { close: () => void }) {
  return menuEntries.map(({ href, name }) => (
    <Link key={href} href={href} onClick={close} className={item}>
      {name}
    </Link>
  ));
}
