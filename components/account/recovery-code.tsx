"use client";

import { useEffect, useRef } from "react";
import { day } from "../day";
import { FormError } from "../ui/form-error";
import { SubmitButton } from "../ui/submit-button";
import { type FormAction, useForm } from "../use-form";

export type ShownCode = {
  code: string;
  expiresAt: string;
  /** Where a person types it. The QR picture leads there with the code filled in. */
  page: string;
  qr: { size: number; path: string };
};

/** A guest's own way back. Shown once: the page has it, the server only its hash. */
export function RecoveryCode({ create }: { create: FormAction<ShownCode> }) {
  const { state, pending, form } = useForm(create);
  return (
    <>
      <p>
        A recovery code opens this guest, with everything in it, on another device, or here should you be
        signed out. It works once, and whoever has it has this guest.
      </p>
      {state.status === "done" && <Code {...state.data} />}
      <form {...form} className="grid justify-items-start gap-3">
        <FormError state={state} />
        <SubmitButton pending={pending} look={state.status === "done" ? "secondary" : "primary"}>
          {state.status === "done" ? "Replace it with a new code" : "Get a recovery code"}
        </SubmitButton>
      </form>
    </>
  );
}

function Code({ code, expiresAt, page, qr }: ShownCode) {
  const ref = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new code is news again.
  useEffect(() => ref.current?.focus(), [code]);
  return (
    <div
      ref={ref}
      role="status"
      tabIndex={-1}
      className="grid items-center gap-5 rounded-xl bg-raised p-5 sm:grid-cols-[1fr_auto]"
    >
      <div className="grid gap-3">
        <p className="font-semibold">Write it down or take a picture: it is shown this once.</p>
        <p className="select-all font-mono font-semibold text-xl tracking-wide wrap-anywhere">{code}</p>
        <p className="text-sm">
          Type it at <span className="select-all font-semibold wrap-anywhere">{page}</span>, or point another
          device’s camera at the picture. It works until {day(expiresAt)}, once. An older code does not work
          any more.
        </p>
      </div>
      <svg
        role="img"
        aria-label="QR picture of the recovery link"
        viewBox={`0 0 ${qr.size} ${qr.size}`}
        shapeRendering="crispEdges"
        className="size-44 justify-self-center rounded-lg bg-white"
      >
        <path d={qr.path} fill="#000" />
      </svg>
    </div>
  );
}
