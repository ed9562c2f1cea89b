import type { Metadata } from "next";
import { ResetPassword } from "@/components/reset-password";
import { forgotPassword, resetPassword } from "../actions";
import { nextPath, type SearchParams } from "../search-params";

export const metadata: Metadata = {
  title: "Set a new password",
  referrer: "strict-origin",
  robots: { index: false },
};

export default async function ResetPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const { token } = await searchParams;
  return (
    <ResetPassword
      token={typeof token === "string" ? token : null}
      forgot={forgotPassword}
      reset={resetPassword}
      next={await nextPath(searchParams)}
    />
  );
}
