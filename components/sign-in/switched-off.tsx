import Link from "next/link";
import { button } from "@/components/ui/button";
import { withNext } from "@/lib/api/safe-path";
import { socialProblems } from "@/lib/api/social";

/** In place of a sign-in method that is off. */
export function SwitchedOff({ next }: { next: string }) {
  return (
    <>
      <h1 className="text-3xl">{socialProblems.METHOD_DISABLED?.title}</h1>
      <p>{socialProblems.METHOD_DISABLED?.advice}</p>
      <Link href={withNext("/sign-in", next)} className={button.primary}>
        See other options
      </Link>
    </>
  );
}
