import Link from "next/link";
import type { User } from "@/lib/contract/wire";
import { shownName } from "./shown-name";
import { button } from "./ui/button";

/** Instead of a way in, for a member who has come in already. */
export function AlreadySignedIn({ user }: { user: User }) {
  return (
    <>
      <h1 className="text-3xl">You are signed in</h1>
      <p>
        This browser is signed in as <bdi className="font-semibold">{shownName(user)}</bdi>. To use another
        account, sign out in the menu at the top first.
      </p>
      <Link href="/" className={button.primary}>
        Go to the start
      </Link>
    </>
  );
}
