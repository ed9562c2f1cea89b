import type { FormState } from "@/lib/contract/form-state";
import type { SignedIn } from "@/lib/contract/wire";

/** The ways to an account that are switched on, for pages to offer. */
export type Ways = { password: boolean; link: boolean; providers: readonly string[] };

/** Makes an account by a form, by password or by a mailed link that leads to `next`. */
export type SaveAccount = (
  next: string,
  previous: FormState<SignedIn>,
  form: FormData,
) => Promise<FormState<SignedIn>>;
