"use client";

import Link from "next/link";
import { useEffect } from "react";
import { withNext } from "@/lib/contract/safe-path";
import { AlreadySignedIn } from "./already-signed-in";
import { Arrived } from "./arrived";
import { AskByEmail } from "./ask-by-email";
import { type MagicArrival, MagicLinkButton, type OpenedLink } from "./magic-link-button";
import { MailedCode } from "./mailed-code";
import { useSession } from "./session-provider";
import { SwitchedOff } from "./switched-off";
import { link } from "./ui/button";
import { type FormAction, useForm } from "./use-form";
import { useWaysIn } from "./ways-in";

/**
 * The whole way in by mail: ask, then the link or the code. `opened` is what a mailed link would do in this browser, or
 * null where none was opened; `hasCode` skips the question for somebody who has a mail already.
 */
export function MagicLink({
  request,
  verify,
  opened,
  hasCode,
  next,
}: {
  request: FormAction<{ sent: true }>;
  verify: FormAction<MagicArrival>;
  opened: OpenedLink | null;
  hasCode: boolean;
  next: string;
}) {
  const session = useSession();
  const { emailPassword, magicLink } = useWaysIn();
  const ask = useForm(request);
  const verification = useForm(verify);
  const sentTo = ask.state.status === "done" ? ask.state.values.email : undefined;
  useEffect(() => {
    // A reload asks for the code then, not for the address again.
    if (sentTo !== undefined) window.history.replaceState(null, "", withNext("/magic-link?code", next));
  }, [sentTo, next]);
  const callbackURL = <input type="hidden" name="callbackURL" value={next} />;

  if (verification.state.status === "done") {
    return <Arrived {...verification.state.data} next={verification.state.data.callbackURL} />;
  }
  if (!magicLink) return <SwitchedOff next={next} />;
  const typedCode = verification.state.status === "failed" && verification.state.values.email !== undefined;
  if (sentTo !== undefined || typedCode || (hasCode && opened === null)) {
    return (
      <>
        <h1 className="text-3xl">{sentTo === undefined ? "Type your code" : "Check your mail"}</h1>
        {sentTo !== undefined && (
          <p role="status">
            We sent a link and a code to <bdi className="wrap-anywhere font-semibold">{sentTo}</bdi>. Open the
            link in this browser, or type the code here. Both work once, for 15 minutes.
          </p>
        )}
        <MailedCode verification={verification} email={sentTo} />
        <p className="text-muted">
          No mail, or an old one?{" "}
          <a href={withNext("/magic-link", next)} className={link}>
            Ask for a new one
          </a>
        </p>
      </>
    );
  }
  if (opened !== null) {
    return (
      <MagicLinkButton
        opened={opened}
        verification={verification}
        again={
          <AskByEmail ask={ask} submit="Send a new mail">
            {callbackURL}
          </AskByEmail>
        }
      />
    );
  }
  if (session.status === "member") return <AlreadySignedIn user={session.user} />;
  return (
    <>
      <h1 className="text-3xl">Continue by email</h1>
      <p>
        We send you a link and a code. No password needed.
        {session.status === "guest" &&
          " If you are new here, everything you made as a guest is kept. If you have an account, it can come along there."}
      </p>
      <AskByEmail ask={ask} submit="Email me a link">
        {callbackURL}
      </AskByEmail>
      <p className="flex flex-wrap gap-x-6 gap-y-3">
        <a href={withNext("/magic-link?code", next)} className={link}>
          I have a code
        </a>
        {emailPassword && (
          <Link href={withNext("/sign-in", next)} className={link}>
            Use a password
          </Link>
        )}
      </p>
    </>
  );
}
