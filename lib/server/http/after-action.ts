import { refresh } from "next/cache";
import { redirect } from "next/navigation";
import type { FormAction } from "@/lib/api/form-state";

/** Returns the same action, after which the page that sent the form shows what has changed. */
export function withRefresh<Data>(action: FormAction<Data>): FormAction<Data> {
  return async (previous, form) => {
    const state = await action(previous, form);
    if (state.status === "done") refresh();
    return state;
  };
}

/** Returns the same action, which then takes the browser to another page. The pages before it are asked for anew on the way back. */
export function withRedirect<Data>(action: FormAction<Data>, to: (data: Data) => string): FormAction<Data> {
  return async (previous, form) => {
    const state = await action(previous, form);
    if (state.status !== "done") return state;
    refresh();
    redirect(to(state.data));
  };
}
