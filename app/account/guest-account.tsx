import Link from "next/link";
import { Profile } from "@/components/account/profile";
import { RecoveryCode } from "@/components/account/recovery-code";
import { Section } from "@/components/account/section";
import { button } from "@/components/ui/button";
import type { User } from "@/lib/contract/wire";
import { currentWork } from "../current-work";
import { getRecoveryCode } from "./actions";
import { YourDevices } from "./your-devices";

/** What a guest can do about being one. */
export async function GuestAccount({ user }: { user: User }) {
  return (
    <>
      <h1 className="text-4xl">You are a guest</h1>
      <Section id="profile" title="This guest">
        <Profile user={user} work={await currentWork()} />
        <p>With an account you keep all of it, and get back to it from anywhere.</p>
        <div>
          <Link href="/upgrade?next=/account" className={button.primary}>
            Create account
          </Link>
        </div>
      </Section>
      <Section id="recovery" title="Recovery code">
        <RecoveryCode create={getRecoveryCode} />
      </Section>
      <YourDevices />
      <Section id="leave" title="Leave">
        <p>Leaving closes this guest in this browser; deleting removes it and all that it made.</p>
        <div className="flex flex-wrap gap-3">
          <Link href="/sign-out" className={button.secondary}>
            Leave this guest
          </Link>
          <Link href="/account/delete" className={button.secondary}>
            Delete this guest
          </Link>
        </div>
      </Section>
    </>
  );
}
