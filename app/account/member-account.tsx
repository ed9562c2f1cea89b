import Link from "next/link";
import { Profile } from "@/components/account/profile";
import { Section } from "@/components/account/section";
import { button } from "@/components/ui/button";
import type { User } from "@/lib/contract/wire";
import { currentWork } from "../current-work";
import { WaysIn } from "./ways-in";
import { YourDevices } from "./your-devices";

/** All that a member can see and change of their account. */
export async function MemberAccount({ user }: { user: User }) {
  return (
    <>
      <h1 className="text-4xl">Your account</h1>
      <Section id="profile" title="Profile">
        <Profile user={user} work={await currentWork()} />
      </Section>
      <WaysIn user={user} />
      <YourDevices />
      <Section id="data" title="Your data">
        <p>Everything that is kept about you here, in one JSON file.</p>
        <div>
          <a href="/api/auth/account/export" download className={button.secondary}>
            Download your data
          </a>
        </div>
      </Section>
      <Section id="delete" title="Delete your account">
        <p>The next page says what would be lost, and asks once more.</p>
        <div>
          <Link href="/account/delete" className={button.secondary}>
            Delete account
          </Link>
        </div>
      </Section>
    </>
  );
}
