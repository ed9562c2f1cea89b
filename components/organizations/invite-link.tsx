"use client";

import { type FormAction, useForm } from "@/components/form/use-form";
import { CopyButton } from "@/components/ui/copy-button";
import { control, FieldFrame } from "@/components/ui/field";
import { Day } from "@/components/ui/local-time";
import type { Invitation } from "@/lib/features/organizations/invitations";
import { Section } from "../account/section";
import { button } from "../ui/button";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";

/** The one link by which people join: created, replaced, turned off. `until` is null without an open link. */
export function InviteLink({
  organizationId,
  joinUrl,
  until,
  invite,
  close,
}: {
  organizationId: string;
  joinUrl: string;
  until: Date | null;
  invite: FormAction<Invitation>;
  close: FormAction<null>;
}) {
  const invitation = useForm(invite);
  const closing = useForm(close);
  const isOpen = until !== null;
  const created = isOpen && invitation.state.status === "done" ? invitation.state.data : null;
  // A link that another admin has created meanwhile expires at another time.
  const shown = created?.expiresAt.getTime() === until?.getTime() ? created : null;
  return (
    <Section title="Invite by link">
      {until === null ? (
        <p>Anyone with the link can join as a member, for seven days. There is no link at the moment.</p>
      ) : (
        <p>
          Anyone with the link can join as a member, until <Day at={until} />.
        </p>
      )}
      {shown && (
        <Outcome>
          <CopyField
            label="Copy this link now – you won't see it again"
            value={`${joinUrl}?token=${shown.token}`}
          />
        </Outcome>
      )}
      <FormError state={invitation.state} />
      <FormError state={closing.state} />
      <div className="flex flex-wrap gap-3">
        <form {...invitation.form}>
          <input type="hidden" name="organizationId" value={organizationId} />
          <button
            type="submit"
            aria-disabled={invitation.pending || undefined}
            className={isOpen ? button.secondary : button.primary}
          >
            {isOpen ? "Replace link" : "Create link"}
          </button>
        </form>
        {isOpen && (
          <form {...closing.form}>
            <input type="hidden" name="organizationId" value={organizationId} />
            <button type="submit" aria-disabled={closing.pending || undefined} className={button.danger}>
              Turn off link
            </button>
          </form>
        )}
      </div>
    </Section>
  );
}

/** A text to copy: selected by a tap, copied by a button where there is script. */
function CopyField({ label, value }: { label: string; value: string }) {
  return (
    <FieldFrame label={label}>
      {(wiring) => (
        <div className="flex flex-wrap gap-3">
          <input
            readOnly
            value={value}
            onFocus={(event) => event.currentTarget.select()}
            className={`${control} min-w-0 flex-1 basis-60 font-mono text-sm`}
            {...wiring}
          />
          <CopyButton text={value} label="Copy" />
        </div>
      )}
    </FieldFrame>
  );
}
