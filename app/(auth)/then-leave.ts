import { redirect } from "next/navigation";
import type { FormAction } from "@/components/use-form";

/** The same form, which then takes the browser to the address that it answered with. */
export function thenLeave(start: FormAction<{ url: string }>): FormAction<{ url: string }> {
  return async (previous, form) => {
    const state = await start(previous, form);
    if (state.status === "done") redirect(state.data.url);
    return state;
  };
}
