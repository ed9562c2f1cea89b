"use client";

import type { Invitation } from "@/lib/contract/wire";
import { Section } from "../account/section";
import { Day } from "../day";
import { button } from "../ui/button";
import { CopyField } from "../ui/copy-field";
import { FormError } from "../ui/form-error";
import { Outcome } from "../ui/outcome";
import { type FormAction, useForm } from "../use-form";

/** The one link by which people join: made, replaced by a new one, closed. `until` is null without an open link. */
export function InviteLink({
  organizationId,
  joinUrl,
  until,
  invite,
  close,
}: {
  organizationId: string;
  joinUrl: string;
  until: string | null;
  invite: FormAction<Invitation>;
  close: FormAction<null>;
}) {
  const invitation = useForm(invite);
  const closing = useForm(close);
  const isOpen = until !== null;
  const made = isOpen && invitation.state.status === "done" ? invitation.state.data : null;
  // The server's word on the newest link: one made by somebody else meanwhile has another end.
  const shown = made?.expiresAt === until ? made : null;
  return (
    <Section title="Invite by link">
      {until === null ? (
        <p>Whoever has the link can join as a member, for seven days. There is no open link now.</p>
      ) : (
        <p>
          There is an open link. Whoever has it can join as a member, until <Day at={until} />.
        </p>
      )}
      {shown && (
        <Outcome>
          <CopyField label="The link, which is not shown again" value={`${joinUrl}?token=${shown.token}`} />
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
            {isOpen ? "Replace it by a new link" : "Make a link"}
          </button>
        </form>
        {isOpen && (
          <form {...closing.form}>
            <input type="hidden" name="organizationId" value={organizationId} />
            <button type="submit" aria-disabled={closing.pending || undefined} className={button.danger}>
              Close the link
            </button>
          </form>
        )}
      </div>
    </Section>
  );
}
