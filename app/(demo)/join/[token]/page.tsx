import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { cache } from "react";
import { RequestKey } from "@/components/form/request-key";
import { button } from "@/components/ui/button";
import { database } from "@/lib/server/db";
import { env } from "@/lib/server/env";
import { missingPage } from "@/lib/server/request/requested-path";
import { Cover } from "../../_components/cover/cover";
import { ActionForm } from "../../_components/prompts/action-form";
import { openCard } from "../../_lib/card/cards";
import { invitationOf } from "../../_lib/card/circle";
import { viewer } from "../../_lib/viewer";
import { joinForm } from "../../actions";

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
    // The address is a secret.
    referrer: "strict-origin",
  };
}

/** The cover of the card that the link is for. Only the button joins: a mail scanner opens links, too. */
export default async function JoinPage({ params }: Props) {
  const { token } = await params;
  const [invitation, user] = await Promise.all([readInvitation(token), viewer()]);
  if (invitation === null) return missingPage();
  if (user && (await openCard(await database(), user.id, invitation.id))) redirect(`/cards/${invitation.id}`);
  return (
    <article className="sheet mx-auto max-w-md overflow-hidden unfolds">
      <Cover occasion={invitation.occasion} className="aspect-4/3 w-full" />
      <div data-no-banner className="grid gap-4 p-6 text-center sm:p-8">
        <h1 dir="auto" className="text-3xl">
          {invitation.title}
        </h1>
        <p className="text-lg text-muted">You've been invited to sign this card. No account needed.</p>
        <ActionForm
          action={joinForm}
          fields={{ link: token }}
          words={{
            TOKEN_INVALID: "This link no longer works. Ask the person who sent it for a new one.",
            FORBIDDEN: "This card already has as many people as it can take.",
          }}
          label="Open the card"
          look={button.primary}
          className="grid gap-3"
        >
          <RequestKey />
        </ActionForm>
      </div>
    </article>
  );
}
