import Link from "next/link";
import type { Device, RecoveryCode } from "@/lib/contract/wire";
import { button } from "../ui/button";
import type { FormAction } from "../use-form";
import { workInWords } from "../work-text";
import { Devices } from "./devices";
import { RecoveryCodeForm } from "./recovery-code";
import { Section } from "./section";

/** What being a guest means, and the two ways not to lose what was made as one. */
export function GuestAccount({
  counts,
  devices,
  createCode,
  endDevice,
  resumeUrl,
}: {
  counts: Record<string, number>;
  devices: Device[];
  createCode: FormAction<RecoveryCode>;
  endDevice: FormAction<null>;
  resumeUrl: string;
}) {
  const work = workInWords(counts);
  return (
    <>
      <h1 className="text-3xl">You are a guest here</h1>
      <p>
        {work && (
          <>
            You have <strong className="font-semibold">{work}</strong> here.{" "}
          </>
        )}
        What a guest makes belongs to this browser: without its cookie, or on another device, there is no way
        back but an account or a recovery code.
      </p>
      <Section title="Become a member">
        <p>Everything you made is kept, and you can sign in from anywhere.</p>
        <p>
          <Link href="/upgrade?next=/account" className={button.primary}>
            Create account
          </Link>
        </p>
      </Section>
      <Section id="recovery" title="Or take a recovery code">
        <RecoveryCodeForm create={createCode} resumeUrl={resumeUrl} />
      </Section>
      <Section title="Where this guest is open">
        <Devices devices={devices} end={endDevice} />
      </Section>
    </>
  );
}
