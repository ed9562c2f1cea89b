"use client";

import { useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { Day } from "@/components/ui/local-time";
import type { CircleMember } from "../../_lib/card/circle";
import { removeFromCircleForm } from "../../actions";
import { FormRefusal } from "../prompts/form-refusal";
import { Gate } from "../prompts/gate";

/** Who joined by the link, for the owner. Removing somebody needs an account. */
export function Circle({
  cardId,
  members,
  isGuest,
  isOpen,
}: {
  cardId: string;
  members: CircleMember[];
  isGuest: boolean;
  isOpen: boolean;
}) {
  return (
    <section id="circle" aria-labelledby="circle-heading" className="sheet grid scroll-mt-4 gap-4 p-5">
      <h2 id="circle-heading" className="text-2xl">
        People on this card
      </h2>
      {members.length === 0 ? (
        <p className="text-muted">No one yet. People show up here when they join by the link.</p>
      ) : (
        <ul className="grid gap-3">
          {members.map((member) => (
            <li key={member.userId} className="flex flex-wrap items-start justify-between gap-x-3 gap-y-1">
              <p className="min-w-0">
                <bdi className="font-semibold">{member.name ?? "Hasn't signed yet"}</bdi>
                <span className="block text-muted text-sm">
                  Joined <Day at={member.joinedAt.toISOString()} />
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
          label="Remove someone"
          why="Create an account to manage who has access."
          next={`/cards/${cardId}?want=circle#circle`}
        />
      )}
    </section>
  );
}

function Removal({ cardId, member, isOpen }: { cardId: string; member: CircleMember; isOpen: boolean }) {
  const { state, form } = useForm(removeFromCircleForm);
  const name = member.name ?? "someone who hasn't signed";
  return (
    <details open={isOpen}>
      <summary className={`${button.quiet} list-none text-sm [&::-webkit-details-marker]:hidden`}>
        Remove… <span className="sr-only">{name}</span>
      </summary>
      <form {...form} className="grid max-w-56 gap-2">
        <FormRefusal state={state} />
        <p className="text-muted text-sm">This also turns off the link. What they wrote stays.</p>
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
