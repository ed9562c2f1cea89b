import type { User } from "@/lib/contract/wire";

/** What somebody is signed in as. Whoever came by a passkey may have neither an address nor a name. */
export function shownName({ email, name }: User): string {
  return email ?? name ?? "a member";
}
