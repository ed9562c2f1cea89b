import type { Metadata } from "next";
import Link from "next/link";
import { button } from "@/components/ui/button";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <main id="content" tabIndex={-1} className="column grid justify-items-start gap-5 pt-16">
      <h1 className="text-4xl">There is no such page</h1>
      <p className="max-w-prose text-lg text-muted">
        The address may be mistyped, or the card has been thrown away.
      </p>
      <Link href="/" className={button.primary}>
        Start a card
      </Link>
    </main>
  );
}
