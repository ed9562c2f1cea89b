"use client";

import { Fragment, type ReactNode } from "react";
import { RequestKey } from "@/components/form/request-key";
import type { useForm } from "@/components/form/use-form";
import { FormError } from "@/components/ui/form-error";
import { Outcome } from "@/components/ui/outcome";
import { SubmitButton } from "@/components/ui/submit-button";
import type { AnswerOf } from "@/lib/api/table";
import { product } from "@/lib/product";

export type MagicLinkResult = AnswerOf<"POST /api/auth/magic-link/verify">;

/** `here`: this browser asked for it. `elsewhere`: another one did, and is not told whose address it is for. */
export type OpenedLink = { token: string; state: "here" | "elsewhere" | "invalid"; email: string | null };

/** What a mailed link shows. Opening it changes nothing, since mail scanners open links too: the button does it. */
export function MagicLinkButton({
  opened,
  verification: { state, pending, form },
  again,
}: {
  opened: OpenedLink;
  verification: ReturnType<typeof useForm<MagicLinkResult>>;
  /** A form for a new email. */
  again: ReactNode;
}) {
  const refusal = state.status === "failed" ? state.error.code : null;
  const Words = refusal === null ? Fragment : Outcome;
  if (opened.state === "elsewhere" || refusal === "FORBIDDEN") {
    return (
      <>
        <Words>
          <h1 className="text-3xl">Enter the code in the other browser</h1>
          <p>
            You asked for this link in another browser or on another device, and it only works there. Go back
            and enter the 6-digit code from the same email.
          </p>
        </Words>
        <p className="text-muted">If you didn't request this, ignore it and don't share the code.</p>
        <h2 className="text-xl">Or continue in this browser</h2>
        {again}
      </>
    );
  }
  if (opened.state === "invalid" || refusal === "TOKEN_INVALID") {
    return (
      <>
        <Words>
          <h1 className="text-3xl">This link no longer works</h1>
          <p>It was already used, replaced by a newer one, or is more than 15 minutes old.</p>
        </Words>
        {again}
      </>
    );
  }
  return (
    <>
      <h1 className="text-3xl">Continue to {product.name}</h1>
      <p>
        You're signing in as <bdi className="wrap-anywhere font-semibold">{opened.email}</bdi>.
      </p>
      <form {...form} className="grid gap-4">
        <RequestKey />
        <FormError state={state} />
        <input type="hidden" name="token" value={opened.token} />
        <SubmitButton pending={pending}>Continue</SubmitButton>
      </form>
    </>
  );
}
