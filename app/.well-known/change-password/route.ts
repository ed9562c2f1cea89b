import { redirect } from "next/navigation";

/** Leads password managers to where a password is changed (W3C, A Well-Known URL for Changing Passwords). */
export function GET(): never {
  redirect("/account?edit=password#password");
}
