import Link from "next/link";
import { withNext } from "@/lib/contract/safe-path";
import { socialProblems } from "@/lib/contract/social";
import { button } from "./ui/button";

/** In place of a way in that the owner has switched off. */
export function SwitchedOff({ next }: { next: string }) {
  return (
    <>
      <h1 className="text-3xl">{socialProblems.METHOD_DISABLED?.title}</h1>
      <p>{socialProblems.METHOD_DISABLED?.advice}</p>
      <Link href={withNext("/sign-in", next)} className={button.primary}>
        See the other ways
      </Link>
    </>
  );
}
