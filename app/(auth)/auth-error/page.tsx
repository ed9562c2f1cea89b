import type { Metadata } from "next";
import Link from "next/link";
import { button } from "@/components/ui/button";
import { withNext } from "@/lib/api/safe-path";
import { socialProblems } from "@/lib/api/social";
import { nextPath, type SearchParams } from "../search-params";

export const metadata: Metadata = { title: "Sign-in failed", robots: { index: false } };

const unknown = {
  title: "Something went wrong",
  advice: "Nothing has changed. Please try again or choose another way to sign in.",
};

/** Says what went wrong at a provider, and what to do now. */
export default async function AuthErrorPage({ searchParams }: { searchParams: SearchParams }) {
  const { error } = await searchParams;
  const next = await nextPath(searchParams);
  const known = Object.entries(socialProblems).find(([code]) => code === error)?.[1];
  const { title, advice } = known ?? unknown;
  return (
    <>
      <h1 className="text-3xl">{title}</h1>
      <p>{advice}</p>
      <p className="flex flex-wrap gap-3">
        <Link href={next} className={button.primary}>
          Go back
        </Link>
        <Link href={withNext("/sign-in", next)} className={button.secondary}>
          Sign in another way
        </Link>
      </p>
    </>
  );
}
