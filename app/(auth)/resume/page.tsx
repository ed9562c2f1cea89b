import type { Metadata } from "next";
import { Resume } from "@/components/guest/resume";
import { summarizeAccount } from "@/lib/auth/account/account";
import { ask } from "@/lib/server/session";
import { recover } from "../actions";
import { nextPath, type SearchParams } from "../search-params";

export const metadata: Metadata = {
  title: "Open your guest account",
  robots: { index: false },
  // The address holds the code.
  referrer: "strict-origin",
};

/** Opening the link of a recovery code shows this page and uses nothing up. The button does it. */
export default async function ResumePage({ searchParams }: { searchParams: SearchParams }) {
  const { code } = await searchParams;
  const summary = await ask(summarizeAccount);
  return (
    <Resume
      code={typeof code === "string" ? code.slice(0, 200) : ""}
      counts={summary.ok ? summary.data.counts : {}}
      next={await nextPath(searchParams)}
      recover={recover}
    />
  );
}
