import type { Metadata } from "next";
import { VerificationMail } from "@/components/verification-mail";
import { VerifyEmail } from "@/components/verify-email";
import { resendVerification, verifyEmail } from "../actions";
import { parameter, type Search } from "../next";

export const metadata: Metadata = {
  title: "Confirm your address",
  referrer: "strict-origin",
  robots: { index: false },
};

/** Opening a mailed link shows this page and changes nothing: mail scanners open links too. The button does it. */
export default async function VerifyEmailPage({ searchParams }: { searchParams: Search }) {
  const token = await parameter(searchParams, "token");
  const mail = <VerificationMail resend={resendVerification} />;
  if (token === null) {
    return (
      <>
        <h1 className="text-3xl">Confirm your address</h1>
        {mail}
      </>
    );
  }
  return <VerifyEmail token={token} verify={verifyEmail} mail={mail} />;
}
