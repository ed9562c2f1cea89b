"use client";

import { unstable_rethrow, usePathname, useRouter } from "next/navigation";
import {
  type ChangeEvent,
  type FormEvent,
  startTransition,
  useActionState,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { withGuestLock } from "@/components/guest/guest-lock";
import { useSession } from "@/components/shell/session-provider";
import { useSignInMethods } from "@/components/sign-in/sign-in-methods";
import type { WireError } from "@/lib/api/errors";
import { type FormAction, type FormState, idle } from "@/lib/api/form-state";
import { areCookiesBlocked } from "./cookies-blocked";
import { fieldErrors, missingText, sentence } from "./error-text";
import { DeadlineError, problem, problemOf, withDeadline } from "./form-problem";
import { leaveFields, restoreFields, typedFields } from "./kept-fields";

export type { FormAction };

/**
 * A form that posts by itself without script. With script nothing that was typed is lost, whatever becomes of the request: refused, no connection, no answer within
 * 30 seconds, a page older than the server, a browser that keeps no cookie. After a refusal the first refused field has the focus, and each field's error goes
 * once the field is changed. `onSend` is called inside the transition that sends, so that a page may show at once what will be there.
 */
export function useForm<Data>(action: FormAction<Data>, onSend?: (form: FormData) => void) {
  const [posted, post] = useActionState<FormState<Data>, FormData>(action, idle);
  const [answered, setAnswered] = useState<FormState<Data> | null>(null);
  const [corrected, setCorrected] = useState<readonly string[]>([]);
  const [pending, setPending] = useState(false);
  const isVisitor = useSession().status === "visitor";
  const { passwordMinLength } = useSignInMethods();
  const router = useRouter();
  const pathname = usePathname();
  const ref = useRef<HTMLFormElement>(null);
  const sent = useRef(0);
  const answer = answered ?? posted;
  const state = useMemo(
    () => inWords(answer, passwordMinLength, corrected),
    [answer, passwordMinLength, corrected],
  );

  const isTyped = useRef(false);

  useEffect(() => {
    if (ref.current) restoreFields(ref.current);
    const onLeave = () => isTyped.current && ref.current && leaveFields(ref.current);
    // Back from another site, by a browser that kept the page: nobody waits for that answer any more.
    function onShow({ persisted }: PageTransitionEvent) {
      if (!persisted) return;
      sent.current++;
      setPending(false);
    }
    window.addEventListener("pagehide", onLeave);
    window.addEventListener("pageshow", onShow);
    return () => {
      window.removeEventListener("pagehide", onLeave);
      window.removeEventListener("pageshow", onShow);
    };
  }, []);

  useEffect(() => {
    if (answer.status !== "failed") return;
    ref.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [answer]);

  function settle(next: FormState<Data>) {
    if (next.status === "done") isTyped.current = false;
    setCorrected([]);
    setAnswered(next);
  }

  // React empties a form after its action; an own handler keeps what was typed, the password too.
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (pending) return;
    const element = event.currentTarget;
    const values = typedFields(element);
    const fail = (error: WireError) => settle({ status: "failed", error, values });
    if (isVisitor && areCookiesBlocked()) return fail(problem("COOKIES_BLOCKED"));
    const wrong = wrongFields(element, passwordMinLength);
    if (wrong) return fail({ ...problem("VALIDATION_FAILED"), details: { fields: wrong } });
    const form = new FormData(element);
    const own = ++sent.current;
    setPending(true);
    startTransition(async () => {
      onSend?.(form);
      try {
        const send = () => withDeadline(action(answer, form));
        const next = isVisitor ? await withGuestLock(send) : await send();
        if (own === sent.current) settle(next);
      } catch (error) {
        unstable_rethrow(error);
        if (own !== sent.current) return;
        // The router sends one action after another; a navigation drops the one that hangs.
        if (error instanceof DeadlineError)
          router.replace(pathname + window.location.search + window.location.hash, { scroll: false });
        fail(problemOf(error));
      } finally {
        if (own === sent.current) setPending(false);
      }
    });
  }

  function onChange({ target }: ChangeEvent<HTMLFormElement>) {
    isTyped.current = true;
    if (answer.status === "failed" && !corrected.includes(target.name))
      setCorrected([...corrected, target.name]);
  }

  const errors: Partial<Record<string, string>> = state.status === "failed" ? fieldErrors(state.error) : {};
  const typed: Partial<Record<string, string>> = state.status === "failed" ? state.values : {};
  /** What a field shows: what was typed before a refusal, else `initial`, and what was wrong with it. */
  const field = (name: string, initial?: string | null) => ({
    name,
    defaultValue: typed[name] ?? initial ?? undefined,
    error: errors[name],
  });
  return { state, pending, errors, field, form: { ref, action: post, onSubmit, onChange, noValidate: true } };
}

/** What this page knows to be wrong before anything is sent, or null. Fields that only the server has words for are left to it. */
function wrongFields(form: HTMLFormElement, minLength: number): Record<string, string> | null {
  const wrong: Record<string, string> = {};
  for (const input of form.querySelectorAll<HTMLInputElement>("input[name]:not([type=hidden])")) {
    const { name, type, value, required } = input;
    const isNew = input.autocomplete === "new-password";
    if (required && value.trim() === "" && type !== "radio" && type !== "checkbox") {
      const words = missingText(name, isNew);
      if (words === null) return null;
      wrong[name] = words;
    } else if (isNew && [...value].length < minLength) {
      wrong[name] = sentence(problem("PASSWORD_TOO_SHORT"), minLength);
    } else if (type === "email" && value !== "" && !value.includes("@")) {
      wrong[name] = sentence(problem("INVALID_EMAIL"));
    }
  }
  return Object.keys(wrong).length > 0 ? wrong : null;
}

/** A refusal with the words for each field, but for those that were changed since. */
function inWords<Data>(
  answer: FormState<Data>,
  minLength: number,
  corrected: readonly string[],
): FormState<Data> {
  if (answer.status !== "failed") return answer;
  const { error, values } = answer;
  const refused = Object.entries(fieldErrors(error, minLength));
  if (refused.length === 0) return answer;
  const empty = (name: string) => (values[name]?.trim() === "" ? missingText(name, false) : null);
  const fields = Object.fromEntries(
    refused
      .filter(([name]) => !corrected.includes(name))
      .map(([name, words]) => [name, empty(name) ?? words]),
  );
  const isSame = refused.every(([name]) => !corrected.includes(name));
  const code = isSame ? error.code : "VALIDATION_FAILED";
  return { ...answer, error: { ...error, code, details: { ...error.details, fields } } };
}
