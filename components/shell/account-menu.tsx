"use client";

import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { useEffect, useRef } from "react";
import { type FormAction, useForm } from "@/components/form/use-form";
import { FormError } from "@/components/ui/form-error";
import { menuEntries } from "./menu-entries";
import { useWayTo } from "./return-path";
import { type SessionState, shownName, useSession } from "./session-provider";

type Entry = { href: string; name: string };

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
  const close = () => menu.current?.hidePopover();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu closes once another page is shown, or somebody else is signed in.
  useEffect(close, [pathname, status]);
  if (session.status === "unknown") return null;
  const user = session.status === "user" ? session.user : null;
  const hasEnded = session.status === "visitor" && session.ended !== null;
  const isGuest = user === null && !hasEnded;

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
        {user && (
          <p className="border-line border-b px-3 pt-1 pb-3 text-muted text-sm">
            Signed in as <bdi className="font-semibold text-ink">{shownName(user)}</bdi>
          </p>
        )}
        {entriesFor(session, signUp).map(({ href, name }) => (
          <Link key={href} href={href} onClick={close} className={item}>
            {name}
          </Link>
        ))}
        {user && <SignOut signOut={signOut} />}
      </div>
    </>
  );
}

/** Returns the pages that the menu leads to. `signUp` is the way to an account from here. */
function entriesFor(session: SessionState, signUp: string): Entry[] {
  const own = [{ href: "/account", name: "Your account" }, ...menuEntries];
  const createAccount = { href: signUp, name: "Create account" };
  if (session.status === "guest")
    return [...own, createAccount, { href: "/sign-out", name: "Leave this guest account" }];
  if (session.status !== "user") return [createAccount];
  const { email, emailVerified, role } = session.user;
  if (email !== null && !emailVerified) own.push({ href: "/verify-email", name: "Confirm your email" });
  if (role === "admin") own.push({ href: "/admin", name: "Admin" });
  return own;
}

function SignOut({ signOut }: { signOut: FormAction<null> }) {
  const { state, form } = useForm(signOut);
  return (
    <form {...form}>
      <FormError state={state} />
      <button type="submit" className={item}>
        Sign out
      </button>
    </form>
  );
}
