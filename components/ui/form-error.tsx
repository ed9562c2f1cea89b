"use client";

import Link from "next/link";
import { type ReactNode, useEffect, useRef } from "react";
import { retryCookies } from "@/components/form/cookies-blocked";
import { fieldErrors, sentence } from "@/components/form/error-text";
import { keepFields } from "@/components/form/kept-fields";
import { useWayTo } from "@/components/shell/return-path";
import type { WireError } from "@/lib/api/errors";
import type { FormState } from "@/lib/api/form-state";
import { button, link } from "./button";

/**
 * Says what went wrong with the whole form, and what to do now: announced, in view and in focus. Errors of single fields stand at their
 * fields; those of `hidden`, a field that is not shown, are the form's.
 */
export function FormError<Data>({ state, hidden }: { state: FormState<Data>; hidden?: string }) {
  const failed = state.status === "failed" ? state.error : null;
  const fields = failed === null ? {} : fieldErrors(failed);
  const ofHidden = hidden && fields[hidden];
  const inFields = !ofHidden && Object.keys(fields).length > 0;
  // Every refused field was changed since.
  const isOver = !inFields && !ofHidden && failed?.details?.fields !== undefined;
  const words = ofHidden || (failed && sentence(failed));
  return (
    <div role="alert" className="contents">
      {failed && inFields && <span className="sr-only">Please check the marked fields.</span>}
      {failed && !inFields && !isOver && (
        // Other words are another element: a browser that translates pages puts its own in place of the text.
        <Problem key={words} state={state}>
          {words} <NextStep code={failed.code} />
        </Problem>
      )}
    </div>
  );
}

function Problem<Data>({ state, children }: { state: FormState<Data>; children: ReactNode }) {
  const ref = useRef<HTMLDivElement>(null);
  // The same problem again is a new answer.
  // biome-ignore lint/correctness/useExhaustiveDependencies: as just said.
  useEffect(() => ref.current?.focus(), [state]);
  return (
    <div
      ref={ref}
      tabIndex={-1}
      className="scroll-my-6 rounded-xl border border-danger px-4 py-3 font-medium text-danger"
    >
      {children}
    </div>
  );
}

const endedSession: readonly WireError["code"][] = [
  "NO_SESSION",
  "SESSION_EXPIRED",
  "SESSION_ROTATED",
  "ANONYMOUS_SESSION_EXPIRED",
  "ANONYMOUS_DISABLED",
  "RECENT_SIGN_IN_REQUIRED",
];

/** The way on from a problem that trying again does not mend. What was typed is kept for when the page is open again. */
function NextStep({ code }: { code: WireError["code"] }) {
  const signIn = useWayTo("/sign-in");
  const resume = useWayTo("/resume");
  const keep = (element: Element) => {
    const form = element.closest("form") ?? element.closest("section, main")?.querySelector("form");
    if (form) keepFields(form);
  };
  if (code === "OUTDATED_PAGE" || code === "COOKIES_BLOCKED") {
    return (
      <button
        type="button"
        onClick={({ currentTarget }) => {
          keep(currentTarget);
          if (code === "COOKIES_BLOCKED") retryCookies();
          else window.location.reload();
        }}
        className={`${button.secondary} mt-2 flex`}
      >
        Reload
      </button>
    );
  }
  if (!endedSession.includes(code)) return null;
  return (
    <>
      {code === "ANONYMOUS_SESSION_EXPIRED" && (
        <>
          <Link href={resume} onClick={({ currentTarget }) => keep(currentTarget)} className={link}>
            Use a recovery code
          </Link>{" "}
          or{" "}
        </>
      )}
      <Link href={signIn} onClick={({ currentTarget }) => keep(currentTarget)} className={link}>
        Sign in
      </Link>
    </>
  );
}
