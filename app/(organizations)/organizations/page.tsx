import type { Metadata } from "next";
import Link from "next/link";
import { FullAccountPrompt } from "@/components/organizations/full-account-prompt";
import { NewOrganization } from "@/components/organizations/new-organization";
import { OrganizationList } from "@/components/organizations/organization-list";
import { button } from "@/components/ui/button";
import { Unavailable } from "@/components/unavailable";
import { listOwnOrganizations } from "@/lib/auth/memberships";
import { ask } from "@/lib/server/ask";
import { currentSession } from "../../current-session";
import { foundForm } from "../actions";

export const metadata: Metadata = { title: "Organizations", robots: { index: false } };

/** Where somebody belongs, and a way to make an organization of one's own. */
export default async function OrganizationsPage() {
  const session = await currentSession();
  if (session.status === "visitor") return <Visitor />;
  const organizations = await ask(listOwnOrganizations);
  if (!organizations.ok) return <Unavailable />;
  return (
    <>
      <h1 className="text-3xl">Your organizations</h1>
      <OrganizationList organizations={organizations.data} />
      {session.status === "member" ? (
        <NewOrganization found={foundForm} />
      ) : (
        <FullAccountPrompt next="/organizations">
          As a guest you can join an organization. To make and run one, create an account.
        </FullAccountPrompt>
      )}
    </>
  );
}

function Visitor() {
  return (
    <>
      <h1 className="text-3xl">Your organizations</h1>
      <p>Nobody is signed in here.</p>
      <p>
        <Link href="/sign-in?next=/organizations" className={button.primary}>
          Sign in
        </Link>
      </p>
    </>
  );
}
