import type { Metadata } from "next";
import { ResetPassword } from "@/components/sign-in/reset-password";
import { getPasswordReset } from "@/lib/auth/password/password-reset";
import { currentContext } from "@/lib/server/session";
import { forgotPassword, resetPassword } from "../actions";
import { nextPath, type SearchParams } from "../search-params";

export const metadata: Metadata = {
  title: "Set a new password",
  referrer: "strict-origin",
  robots: { index: false },
};

/** Opening a mailed link shows whether it still works and uses nothing up. */
export default async function ResetPasswordPage({ searchParams }: { searchParams: SearchParams }) {
  const { token } = await searchParams;
  return (
    <ResetPassword
      opened={typeof token === "string" ? await openedReset(token) : null}
      forgot={forgotPassword}
      reset={resetPassword}
      next={await nextPath(searchParams)}
    />
  );
}

async function openedReset(token: string) {
  const found = await getPasswordReset(await currentContext(), { token });
  return { token, email: found.ok ? found.data.email : null };
}
