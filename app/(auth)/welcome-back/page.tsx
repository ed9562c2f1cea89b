import type { Metadata } from "next";
import { currentSession } from "@/app/current-session";
import { WelcomeBack } from "@/components/welcome-back";
import { previewMerge } from "@/lib/auth/merge";
import { ask } from "@/lib/server/ask";
import { decideMerge } from "../actions";
import { nextOf, type Search } from "../next";

export const metadata: Metadata = { title: "Welcome back", robots: { index: false } };

/** After a sign-in by somebody who was a guest: asks whether the guest's work comes along. */
export default async function WelcomeBackPage({ searchParams }: { searchParams: Search }) {
  const [session, preview, next] = await Promise.all([
    currentSession(),
    ask(previewMerge),
    nextOf(searchParams),
  ]);
  return (
    <WelcomeBack
      decide={decideMerge}
      counts={preview.ok ? preview.data.guest.counts : null}
      email={"user" in session ? session.user.email : null}
      next={next}
    />
  );
}
