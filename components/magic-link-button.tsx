"use client";

import { Fragment, type ReactNode } from "react";
import type { Arrival } from "@/lib/contract/wire";
import { product } from "@/lib/product";
import { FormError } from "./ui/form-error";
import { Outcome } from "./ui/outcome";
import { SubmitButton } from "./ui/submit-button";
import type { useForm } from "./use-form";

export type MagicArrival = Arrival & { callbackURL: string };

/** `here`: this browser asked for it. `elsewhere`: another one did, and is not told whose address it is for. */
export type OpenedLink = { token: string; state: "here" | "elsewhere" | "invalid"; email: string | null };

/** What a mailed link shows. Opening it changes nothing, since mail scanners open links too: the button does it. */
export function MagicLinkButton({
  opened,
  verification: { state, pending, form },
  again,
}: {
  opened: OpenedLink;
  verification: ReturnType<typeof useForm<MagicArrival>>;
  /** A way to a new mail. */
  again: ReactNode;
}) {
  const refusal = state.status === "failed" ? state.error.code : null;
  const Words = refusal === null ? Fragment : Outcome;
  if (opened.state === "elsewhere" || refusal === "FORBIDDEN") {
    return (
      <>
        <Words>
          <h1 className="text-3xl">Type the code in the other browser</h1>
          <p>
            This link was asked for in another browser or on another device, and it only works there. Go back
            to it and type the six digits from the same mail.
          </p>
        </Words>
        <p className="text-muted">If you did not ask for it, leave it, and give the code to nobody.</p>
        <h2 className="text-xl">Or continue in this browser</h2>
        {again}
      </>
    );
  }
  if (opened.state === "invalid" || refusal === "TOKEN_INVALID") {
    return (
      <>
        <Words>
          <h1 className="text-3xl">This link is no longer valid</h1>
          <p>It was used already, replaced by a newer one, or is more than 15 minutes old.</p>
        </Words>
        {again}
      </>
    );
  }
  return (
    <>
      <h1 className="text-3xl">Continue to {product.name}</h1>
      <p>
        One click, and you are in as <bdi className="wrap-anywhere font-semibold">{opened.email}</bdi>.
      </p>
      <form {...form} className="grid gap-4">
        <FormError state={state} />
        <input type="hidden" name="token" value={opened.token} />
        <SubmitButton pending={pending}>Continue</SubmitButton>
      </form>
    </>
  );
}
