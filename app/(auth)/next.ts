import { redirect } from "next/navigation";
import type { FormState } from "@/lib/contract/form-state";
import { safePath } from "@/lib/contract/safe-path";
import type { GuestWork } from "@/lib/contract/wire";

/** What stands behind the question mark of a page's address. */
export type Search = Promise<Record<string, string | string[] | undefined>>;

/** Where somebody wants to be after this page: `next`, or `callbackURL` as the wire calls it. */
export async function nextOf(search: Search): Promise<string> {
  return safePath((await parameter(search, "next")) ?? (await parameter(search, "callbackURL")));
}

/** A parameter of a page's address; null where it is missing, empty or there twice. */
export async function parameter(search: Search, name: string): Promise<string | null> {
  const value = (await search)[name];
  return typeof value === "string" && value !== "" ? value : null;
}

/** After an arrival, to `next`: by way of the question what happens to the guest's work, where there is any. */
export function goOn(state: FormState<{ guest: GuestWork | null }>, next: string): FormState {
  if (state.status !== "done") return state;
  const path = safePath(next);
  if (state.data.guest === null) redirect(path);
  redirect(path === "/" ? "/welcome-back" : `/welcome-back?${new URLSearchParams({ next: path })}`);
}
