import { button } from "@/components/ui/button";
import { Day } from "@/components/ui/local-time";
import { database } from "@/lib/server/db";
import { type CircleMember, circleOf } from "../../_lib/card/circle";
import { removeFromCircleForm } from "../../actions";
import { ConfirmedForm } from "../prompts/action-form";
import { Gate } from "../prompts/upgrade-prompt";

/** Who joined by the link, for the owner. Removing somebody needs an account. */
export async function Circle({
  cardId,
  isGuest,
  isOpen,
}: {
  cardId: string;
  isGuest: boolean;
  isOpen: boolean;
}) {
  const members = await circleOf(await database(), cardId);
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
  const name = member.name ?? "someone who hasn't signed";
  return (
    <ConfirmedForm
      action={removeFromCircleForm}
      fields={{ cardId, memberId: member.userId }}
      summary={
        <>
          Remove… <span className="sr-only">{name}</span>
        </>
      }
      summaryLook={`${button.quiet} text-sm`}
      label={
        <span>
          Remove <bdi>{name}</bdi>
        </span>
      }
      look={button.danger}
      className="grid max-w-56 gap-2"
      isOpen={isOpen}
    >
      <p className="text-muted text-sm">This also turns off the link. What they wrote stays.</p>
    </ConfirmedForm>
  );
}
