import type { ReactNode } from "react";
import type { User } from "@/lib/api/shapes";

/** One word about a thing, beside its name. */
export function Badge({ children }: { children: ReactNode }) {
  return (
    <span className="inline-block rounded-full border font-sans tracking-normal border-line bg-raised px-2.5 font-medium text-sm">
      {children}
    </span>
  );
}

/** The kind of a user. */
export function KindBadge({ user: { isAnonymous, role } }: { user: User }) {
  if (isAnonymous) return <Badge>Guest</Badge>;
  return <Badge>{role === "admin" ? "Admin" : "Account"}</Badge>;
}
