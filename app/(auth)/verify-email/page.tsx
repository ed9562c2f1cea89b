import type { Metadata } from "next";
import { VerificationMail, VerifyEmail } from "@/components/sign-in/verify-email";
import { resendVerification, verifyEmail } from "../actions";
import type { SearchParams } from "../search-params";

export const metadata: Metadata = {
  title: "Confirm your email",
  referrer: "strict-origin",
  robots: { index: false },
};

/** Opening a mailed link shows this page and changes nothing: mail scanners open links too. The button does it. */
export default async function VerifyEmailPage({ searchParams }: { searchParams: SearchParams }) {
  const { token } = await searchParams;
  const mail = <VerificationMail resend={resendVerification} />;
  if (typeof token !== "string") {
    return (
      <>
        <h1 className="text-3xl">Confirm your email</h1>
        {mail}
      </>
    );
  }
  return <VerifyEmail token={token} verify={verifyEmail} mail={mail} />;
}
