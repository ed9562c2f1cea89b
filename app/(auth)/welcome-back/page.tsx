import type { Metadata } from "next";
import { WelcomeBack } from "@/components/guest/welcome-back";
import { Unavailable } from "@/components/shell/page-notice";
import { previewMerge } from "@/lib/auth/guest/merge";
import { ask } from "@/lib/server/session";
import { decideMerge } from "../actions";
import { nextPath, type SearchParams } from "../search-params";

export const metadata: Metadata = { title: "Welcome back", robots: { index: false } };

/** Asks somebody who signed in what becomes of the guest account they used before. */
export default async function WelcomeBackPage({ searchParams }: { searchParams: SearchParams }) {
  const preview = await ask(previewMerge);
  if (!preview.ok && (preview.code === "UNAVAILABLE" || preview.code === "INTERNAL_ERROR"))
    return <Unavailable />;
  const left = preview.ok
    ? { counts: preview.data.guest.counts, minutes: minutesUntil(preview.data.until) }
    : null;
  return <WelcomeBack left={left} decide={decideMerge} next={await nextPath(searchParams)} />;
}

function minutesUntil(time: Date): number {
  return Math.max(1, Math.ceil((time.getTime() - Date.now()) / 60_000));
}
