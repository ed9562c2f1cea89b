import type { Metadata } from "next";
import { currentSession } from "@/app/current-session";
import { AskReset, NewPassword } from "@/components/reset-password";
import { forgotPassword, resetPassword } from "../actions";
import { parameter, type Search } from "../next";
import { currentWays } from "../ways";

export const metadata: Metadata = {
  title: "Choose a new password",
  referrer: "strict-origin",
  robots: { index: false },
};

/** Opening a mailed link shows the form and changes nothing; sending it does. */
export default async function ResetPasswordPage({ searchParams }: { searchParams: Search }) {
  const token = await parameter(searchParams, "token");
  if (token !== null) {
    const { minLength } = await currentWays();
    return <NewPassword token={token} reset={resetPassword} minLength={minLength} />;
  }
  const session = await currentSession();
  return <AskReset forgot={forgotPassword} email={"user" in session ? session.user.email : null} />;
}
