import type { Metadata } from "next";
import { cache } from "react";
import { Day } from "@/components/ui/local-time";
import { database } from "@/lib/server/db";
import { missingPage } from "@/lib/server/request/requested-path";
import { Cover } from "../../_components/cover/cover";
import { NoteSheet, tiltOf } from "../../_components/signature/note-sheet";
import { deliveredCard } from "../../_lib/card/delivery";
import type { Signature } from "../../_lib/signature/signatures";

type Props = { params: Promise<{ token: string }> };

const readCard = cache(async (token: string) => deliveredCard(await database(), token, new Date()));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const delivered = await readCard((await params).token);
  const title = delivered ? `A card for ${delivered.card.recipient}` : "Not found";
  return {
    title,
    openGraph: { title },
    robots: { index: false },
    // The address is a secret.
    referrer: "strict-origin",
  };
}

/** A card for its recipient: closed before its day, then with everything in it. */
export default async function OpenPage({ params }: Props) {
  const delivered = await readCard((await params).token);
  if (delivered === null) return missingPage();
  const { card, opensAt, signatures } = delivered;
  return (
    <div className="grid gap-10">
      <article className="sheet unfolds mx-auto w-full max-w-md overflow-hidden">
        <Cover occasion={card.occasion} className="aspect-4/3 w-full" />
        <div className="grid gap-3 p-6 text-center sm:p-8">
          <h1 dir="auto" className="text-3xl">
            {signatures ? card.title : "A card is waiting for you"}
          </h1>
          <p className="text-lg text-muted">
            For <bdi>{card.recipient}</bdi>
          </p>
          {!signatures && (
            <p className="text-lg">
              It opens on <Day at={opensAt.toISOString()} />.
            </p>
          )}
        </div>
      </article>
      {signatures && <Notes signatures={signatures} />}
    </div>
  );
}

function Notes({ signatures }: { signatures: readonly Signature[] }) {
  return (
    <section aria-labelledby="wishes" className="mx-auto w-full max-w-4xl">
      <h2 id="wishes" className="mb-5 text-center text-2xl">
        {signatures.length === 1 ? "1 message for you" : `${signatures.length} messages for you`}
      </h2>
      <ul className="gap-5 sm:columns-2">
        {signatures.map((signature) => (
          <li
            key={signature.id}
            className={`sheet mb-5 break-inside-avoid p-5 motion-safe:animate-[arrive_500ms_ease-out] ${tiltOf(signature.id)}`}
          >
            <NoteSheet note={signature} />
          </li>
        ))}
      </ul>
    </section>
  );
}
