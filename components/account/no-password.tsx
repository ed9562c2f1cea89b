import Link from "next/link";
import { link } from "../ui/button";

/** The way to a first password. */
export function NoPassword({ hasEmail }: { hasEmail: boolean }) {
  if (!hasEmail) return <p>This account has no password. Add and confirm an email to set one.</p>;
  return (
    <p>
      This account has no password yet.{" "}
      <Link href="/reset-password?next=/account" className={link}>
        Set a password by email
      </Link>{" "}
      first.
    </p>
  );
}
