import type { FormState } from "@/lib/contract/form-state";
import type { SocialWay } from "@/lib/contract/social";
import type { SignedIn } from "@/lib/contract/wire";

/** The ways to an account that are switched on, for pages to offer. `minLength` of a password, in code points. */
export type Ways = {
  password: boolean;
  minLength: number;
  link: boolean;
  providers: readonly SocialWay[];
};

/** Makes an account by a form, by password or by a mailed link that leads to `next`. */
export type SaveAccount = (
  next: string,
  previous: FormState<SignedIn>,
  form: FormData,
) => Promise<FormState<SignedIn>>;
