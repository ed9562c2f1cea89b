import type { Metadata } from "next";
import { Join, JoinImpossible } from "@/components/organizations/join";
import { Unavailable } from "@/components/shell/page-notice";
import { findInvitation } from "@/lib/features/organizations/invitations";
import { ask } from "@/lib/server/session";
import { joinForm } from "../actions";

export const metadata: Metadata = {
  title: "Join an organization",
  robots: { index: false },
  // The address holds the invitation's secret.
  referrer: "strict-origin",
};

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** Opening an invitation shows the organization and changes nothing. The button joins. */
export default async function JoinPage({ searchParams }: Props) {
  const { token } = await searchParams;
  if (typeof token !== "string") return <JoinImpossible />;
  const found = await ask((ctx) => findInvitation(ctx, { token: token.slice(0, 200) }));
  if (found.ok) return <Join token={token} organization={found.data} join={joinForm} />;
  return found.code === "TOKEN_INVALID" ? <JoinImpossible /> : <Unavailable />;
}
