import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import type { FormAction } from "@/lib/contract/form-state";

/** The same form, and the page that it was sent from shows what has changed. */
export function thenRefresh<Data>(action: FormAction<Data>): FormAction<Data> {
  return async (previous, form) => {
    const state = await action(previous, form);
    if (state.status === "done") refresh();
    return state;
  };
}

/** The same form, which then takes the browser to another page. */
export function thenGo<Data>(action: FormAction<Data>, to: (data: Data) => string): FormAction<Data> {
  return async (previous, form) => {
    const state = await action(previous, form);
    if (state.status === "done") redirect(to(state.data));
    return state;
  };
}
