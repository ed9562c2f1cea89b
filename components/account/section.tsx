import { type ReactNode, useId } from "react";
import type { FormState } from "@/lib/api/form-state";
import { link } from "../ui/button";
import { Outcome } from "../ui/outcome";

/** One part of a page, with its own heading. Links lead to its `id`; `isDanger` sets apart what cannot be undone. */
export function Section({
  id,
  title,
  isDanger = false,
  children,
}: {
  id?: string;
  title: string;
  isDanger?: boolean;
  children: ReactNode;
}) {
  const headingId = useId();
  return (
    <section
      id={id}
      aria-labelledby={headingId}
      className={`grid scroll-mt-4 gap-4 ${isDanger ? "mt-4 rounded-2xl border border-danger p-5" : "border-line border-t pt-6"}`}
    >
      <h2 id={headingId} className="text-2xl">
        {title}
      </h2>
      {children}
    </section>
  );
}

/**
 * A fact about an account, with the form to change it, and what that did in the form's place. Of all rows of a page one is open at a time,
 * with or without script.
 */
export function EditRow<Data>({
  id,
  name,
  value,
  edit = "Edit",
  open = false,
  state,
  done,
  children,
}: {
  id?: string;
  name: string;
  value: ReactNode;
  edit?: string;
  open?: boolean;
  state: FormState<Data>;
  done: string;
  children: ReactNode;
}) {
  return (
    <div id={id} className="scroll-mt-4 border-line border-b py-4 first:border-t">
      <details name="account" open={open || state.status !== "idle" || undefined} className="group">
        <summary className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4">
          <span className="grid min-w-0">
            <span className="text-muted text-sm">{name}</span>
            <span className="wrap-anywhere font-semibold">{value}</span>
          </span>
          <span className={`${link} inline-flex min-h-11 items-center`}>
            <span className="group-open:hidden">{edit}</span>
            <span className="hidden group-open:inline">Close</span>
            <span className="sr-only"> {name}</span>
          </span>
        </summary>
        <div className="pt-4">
          {state.status === "done" ? (
            <Outcome>
              <p>{done}</p>
            </Outcome>
          ) : (
            children
          )}
        </div>
      </details>
    </div>
  );
}
