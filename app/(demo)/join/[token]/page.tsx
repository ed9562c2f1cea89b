import type { Metadata } from "next";
import { notFound, redirect } from "next/navigation";
import { cache } from "react";
import { database } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { Cover } from "../../_components/cover";
import { JoinForm } from "../../_components/join-form";
import { openCard } from "../../_lib/cards";
import { invitationOf } from "../../_lib/circle";
import { viewer } from "../../_lib/viewer";

type Props = { params: Promise<{ token: string }> };

const readInvitation = cache(async (token: string) => invitationOf(await database(), token));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const invitation = await readInvitation((await params).token);
  const title = invitation?.title ?? "Not found";
  return {
    metadataBase: env().baseUrl,
    title,
    description: "Open the card and sign it. No account needed.",
    openGraph: { title, description: "Open the card and sign it. No account needed." },
    robots: { index: false },
    // The address is the key to the card.
    referrer: "strict-origin",
  };
}

/** What somebody sees who opens a card's link: the cover. The button lets them in; opening the page changes nothing. */
export default async function JoinPage({ params }: Props) {
  const { token } = await params;
  const [invitation, user] = await Promise.all([readInvitation(token), viewer()]);
  if (invitation === null) notFound();
  if (user && (await openCard(await database(), user.id, invitation.id))) redirect(`/cards/${invitation.id}`);
  return (
    <article className="sheet mx-auto max-w-md overflow-hidden motion-safe:animate-[arrive_500ms_ease-out]">
      <Cover occasion={invitation.occasion} className="aspect-4/3 w-full" />
      <div className="grid gap-4 p-6 text-center sm:p-8">
        <h1 dir="auto" className="text-3xl">
          {invitation.title}
        </h1>
        <p className="text-lg text-muted">Somebody would like you to sign this card. It takes no account.</p>
        <JoinForm link={token} />
      </div>
    </article>
  );
}
