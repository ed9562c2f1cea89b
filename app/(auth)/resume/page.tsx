import type { Metadata } from "next";
import { currentWork } from "@/app/current-work";
import { Resume } from "@/components/resume";
import { parameter, type Search } from "../next";
import { enterByRecoveryCode } from "../ways-in";

export const metadata: Metadata = {
  title: "Go on as a guest you were",
  referrer: "strict-origin",
  robots: { index: false },
};

/** Where a recovery code is typed, or brought by the link in its picture. Opening the link changes nothing. */
export default async function ResumePage({ searchParams }: { searchParams: Search }) {
  const code = await parameter(searchParams, "code");
  return <Resume recover={enterByRecoveryCode} code={code} work={await currentWork()} />;
}
