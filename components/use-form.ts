"use client";

import { unstable_rethrow } from "next/navigation";
import { type FormEvent, useActionState, useEffect, useRef, useState, useTransition } from "react";
import { type FormAction, type FormState, fieldsOf, idle, shown } from "@/lib/contract/form-state";
import { unreachable } from "@/lib/http";
import { alone } from "./guest-lock";
import { useSession } from "./session-provider";

export type { FormAction };

/**
 * A form that posts by itself without script. With script nothing that was typed is lost: not by a refusal, not by
 * a connection that breaks. After a refusal the first refused field has the focus. `onSend` is called inside the transition
 * that sends, so that a page may show at once what will be there.
 */
export function useForm<Data>(action: FormAction<Data>, onSend?: (form: FormData) => void) {
  const [posted, post] = useActionState<FormState<Data>, FormData>(action, idle);
  const [answered, setAnswered] = useState<FormState<Data> | null>(null);
  const [pending, startTransition] = useTransition();
  const visitor = useSession().status === "visitor";
  const ref = useRef<HTMLFormElement>(null);
  const state = answered ?? posted;

  useEffect(() => {
    if (state.status !== "failed") return;
    ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [state]);

  // React empties a form after its action; an own handler keeps what was typed, the password too.
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const form = new FormData(event.currentTarget);
    startTransition(async () => {
      onSend?.(form);
      try {
        const send = () => action(state, form);
        setAnswered(visitor ? await alone(send) : await send());
      } catch (error) {
        unstable_rethrow(error);
        setAnswered({ status: "failed", error: unreachable, values: shown(fieldsOf(form)) });
      }
    });
  }

  return { state, pending, form: { ref, action: post, onSubmit, noValidate: true } };
}
