"use client";

import { ChevronDown } from "lucide-react";
import Link from "next/link";
import { useRef } from "react";
import type { User } from "@/lib/contract/wire";
import { useWayTo } from "./return-path";
import { useSession } from "./session-provider";
import { shownName } from "./shown-name";
import { FormError } from "./ui/form-error";
import { type FormAction, useForm } from "./use-form";

const item =
  "flex min-h-11 w-full items-center rounded-lg px-3 text-left font-medium text-ink hover:bg-raised";

/** Who is here and what they can do about it. The browser's own popover: it opens, closes and is announced without script. */
export function AccountMenu({ signOut }: { signOut: FormAction<null> }) {
  const session = useSession();
  const menu = useRef<HTMLDivElement>(null);
  const signIn = useWayTo("/sign-in");
  const signUp = useWayTo("/sign-up");
  if (session.status === "unknown") return null;
  const member = session.status === "member" ? session.user : null;
  const close = () => menu.current?.hidePopover();

  return (
    <>
      {member === null && (
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
        className="flex min-h-11 min-w-0 items-center gap-1 rounded-xl px-2.5 font-semibold hover:bg-raised"
      >
        <span className="max-w-36 truncate sm:max-w-56">
          <bdi>{member ? (member.name ?? member.email ?? "You") : "Guest"}</bdi>
        </span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted" />
      </button>
      <div
        ref={menu}
        id="account-menu"
        popover="auto"
        className="sheet absolute top-15 right-[max(1rem,calc((100vw-68rem)/2+1rem))] left-auto m-0 w-64 p-2 text-ink"
      >
        {member ? (
          <MemberItems user={member} signOut={signOut} close={close} />
        ) : (
          <>
            {session.status === "guest" && <AccountItem close={close} />}
            {session.status === "guest" && <OrganizationsItem close={close} />}
            <Link href={signUp} onClick={close} className={item}>
              Create account
            </Link>
            {session.status === "guest" && (
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

function MemberItems({ user, signOut, close }: { user: User; signOut: FormAction<null>; close: () => void }) {
  const { state, form } = useForm(signOut);
  return (
    <>
      <p className="border-line border-b px-3 pt-1 pb-3 text-muted text-sm">
        Signed in as <bdi className="font-semibold text-ink">{shownName(user)}</bdi>
      </p>
      <AccountItem close={close} />
      <OrganizationsItem close={close} />
      {user.email !== null && !user.emailVerified && (
        <Link href="/verify-email" onClick={close} className={item}>
          Confirm your address
        </Link>
      )}
      {user.role === "admin" && (
        <Link href="/admin" onClick={close} className={item}>
          Owner's pages
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

function OrganizationsItem({ close }: { close: () => void }) {
  return (
    <Link href="/organizations" onClick={close} className={item}>
      Organizations
    </Link>
  );
}
