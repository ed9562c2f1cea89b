import type { User } from "@/lib/api/shapes";

/** What a registered user is called on pages. After a sign-up by passkey there may be neither an email nor a name. */
export function shownName({ email, name }: Pick<User, "email" | "name">): string {
  return email ?? name ?? "someone without a name";
}
