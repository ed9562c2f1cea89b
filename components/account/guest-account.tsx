import Link from "next/link";
import type { FormAction } from "@/components/form/use-form";
import { workInWords } from "@/components/guest/work-text";
import type { SessionInfo } from "@/lib/api/shapes";
import type { AnswerOf } from "@/lib/api/table";
import { button } from "../ui/button";
import { Day } from "../ui/local-time";
import { RecoveryCodeForm } from "./recovery-code";
import { Section } from "./section";
import { Sessions } from "./session-list";

/** What being a guest means, and the two ways not to lose what was made as one. */
export function GuestAccount({
  counts,
  keptUntil,
  sessions,
  createCode,
  revokeSession,
  revokeOtherSessions,
  resumeUrl,
}: {
  counts: Record<string, number>;
  keptUntil: Date;
  sessions: SessionInfo[];
  createCode: FormAction<AnswerOf<"POST /api/auth/anonymous/recovery-code">>;
  revokeSession: FormAction<null>;
  revokeOtherSessions: FormAction<null>;
  resumeUrl: string;
}) {
  const work = workInWords(counts);
  return (
    <>
      <h1 className="text-3xl">You're using a guest account</h1>
      <p>
        {work && (
          <>
            You've made <strong className="font-semibold">{work}</strong>.{" "}
          </>
        )}
        A guest account exists only in this browser. It is kept until <Day at={keptUntil} />, and longer each
        time you come back. Without this browser's cookies, or on another device, you need an account or a
        recovery code.
      </p>
      <Section title="Create an account">
        <p>Everything you've made comes with you, and you can sign in from anywhere.</p>
        <p>
          <Link href="/upgrade?next=/account" className={button.primary}>
            Create account
          </Link>
        </p>
      </Section>
      <Section id="recovery" title="Get a recovery code">
        <RecoveryCodeForm create={createCode} resumeUrl={resumeUrl} />
      </Section>
      <Section title="Your devices">
        <Sessions sessions={sessions} revoke={revokeSession} revokeOthers={revokeOtherSessions} />
      </Section>
    </>
  );
}
