"use client";

import { type ReactNode, useEffect, useRef } from "react";
import { type FormAction, useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { SubmitButton } from "@/components/ui/submit-button";
import type { WireError } from "@/lib/api/errors";
import type { FormState } from "@/lib/api/form-state";
import type { GatePrompt, Moment } from "../../_lib/preferences/prompts";
import { takePromptForm } from "../../actions";

type Refusals = {
  /** What a refusal means here, by its code. */
  words?: Partial<Record<WireError["code"], string>>;
  /** How much of this a guest may do, and where to come back to after the upgrade. */
  quota?: { text: string; next: string };
};

type ActionFormProps<Data> = Refusals & {
  action: FormAction<Data>;
  fields: Record<string, string>;
  label: ReactNode;
  look: string;
  className?: string;
  /** Stands above the button. */
  children?: ReactNode;
};

/** One button that does something, with what it sends along and why that was refused. */
export function ActionForm<Data>({
  action,
  fields,
  label,
  look,
  className = "grid gap-2",
  children,
  ...refusals
}: ActionFormProps<Data>) {
  const { state, pending, form } = useForm(action);
  return (
    <form {...form} className={className}>
      <FormRefusal state={state} {...refusals} />
      {children}
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton pending={pending} look={look}>
        {label}
      </SubmitButton>
    </form>
  );
}

/** The same, unfolded by a button that comes first. */
export function ConfirmedForm<Data>({
  summary,
  summaryLook,
  isOpen = false,
  ...form
}: ActionFormProps<Data> & { summary: ReactNode; summaryLook: string; isOpen?: boolean }) {
  return (
    <details open={isOpen}>
      <summary className={summaryLook}>{summary}</summary>
      <ActionForm {...form} />
    </details>
  );
}

/** Leads to the page that creates an account, notes which prompt led there, and comes back to `next` afterwards. */
export function TakePrompt({ prompt, next }: { prompt: Moment | GatePrompt; next: string }) {
  return (
    <ActionForm
      action={takePromptForm}
      fields={{ prompt, next }}
      label="Create account"
      look={button.primary}
    />
  );
}

/** Why a form was refused, in the words of what it is about, and with the way to an account where that would help. */
export function FormRefusal<Data>({ state, words, quota }: Refusals & { state: FormState<Data> }) {
  const code = state.status === "failed" ? state.error.code : null;
  if (code === "FULL_ACCOUNT_REQUIRED" && quota) {
    return (
      <Announced answer={state} look="grid justify-items-start gap-3 rounded-xl bg-banner px-4 py-3">
        <p>{quota.text}</p>
        <TakePrompt prompt="quota" next={quota.next} />
      </Announced>
    );
  }
  const text = code && words?.[code];
  if (!text) return <FormError state={state} />;
  return (
    <Announced answer={state} look="rounded-xl border border-danger px-4 py-3 font-medium text-danger">
      <p>{text}</p>
    </Announced>
  );
}

function Announced({ answer, look, children }: { answer: unknown; look: string; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  // The same refusal again is a new answer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as just said.
  useEffect(() => ref.current?.focus(), [answer]);
  return (
    <div ref={ref} role="alert" tabIndex={-1} className={`scroll-my-6 ${look}`}>
      {children}
    </div>
  );
}
