"use client";

import { Day } from "@/components/day";
import { button } from "@/components/ui/button";
import { useForm } from "@/components/use-form";
import type { Member } from "../_lib/circle";
import { removeFromCircleForm } from "../actions";
import { Gate } from "./gate";
import { Refused } from "./refused";

/** Who came by the link, for the owner. To remove somebody takes an account. */
export function Circle({
  cardId,
  members,
  isGuest,
  isOpen,
}: {
  cardId: string;
  members: Member[];
  isGuest: boolean;
  isOpen: boolean;
}) {
  return (
    <section id="circle" aria-labelledby="circle-heading" className="sheet grid scroll-mt-4 gap-4 p-5">
      <h2 id="circle-heading" className="text-2xl">
        Who has joined
      </h2>
      {members.length === 0 ? (
        <p className="text-muted">Nobody yet. People appear here when they open the link.</p>
      ) : (
        <ul className="grid gap-3">
          {members.map((member) => (
            <li key={member.userId} className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
              <p className="min-w-0">
                <bdi className="font-semibold">{member.name ?? "Has not signed yet"}</bdi>
                <span className="block text-muted text-sm">
                  Since <Day at={new Date(member.joinedAt).toISOString()} />
                </span>
              </p>
              {!isGuest && <Removal cardId={cardId} member={member} isOpen={isOpen} />}
            </li>
          ))}
        </ul>
      )}
      {isGuest && members.length > 0 && (
        <Gate
          prompt="circle.manage"
          label="Remove somebody"
          why="To decide who stays in the circle takes an account, so that nobody else can do it in your place."
          next={`/cards/${cardId}?want=circle#circle`}
        />
      )}
    </section>
  );
}

function Removal({ cardId, member, isOpen }: { cardId: string; member: Member; isOpen: boolean }) {
  const { state, form } = useForm(removeFromCircleForm);
  const name = member.name ?? "somebody who has not signed";
  return (
    <details open={isOpen}>
      <summary className={`${button.quiet} list-none text-sm [&::-webkit-details-marker]:hidden`}>
        Remove… <span className="sr-only">{name}</span>
      </summary>
      <form {...form} className="grid max-w-56 gap-2">
        <Refused state={state} />
        <p className="text-muted text-sm">This also closes the link. What they wrote stays.</p>
        <input type="hidden" name="cardId" value={cardId} />
        <input type="hidden" name="memberId" value={member.userId} />
        <button type="submit" className={button.danger}>
          <span>
            Remove <bdi>{name}</bdi>
          </span>
        </button>
      </form>
    </details>
  );
}
