import type { Metadata } from "next";
import Link from "next/link";
import { FullAccountPrompt } from "@/components/guest/full-account-prompt";
import { NewOrganization } from "@/components/organizations/new-organization";
import { OrganizationList } from "@/components/organizations/organization-lists";
import { Unavailable } from "@/components/shell/page-notice";
import { button } from "@/components/ui/button";
import { listOwnOrganizations } from "@/lib/features/organizations/memberships";
import { ask } from "@/lib/server/session";
import { currentSession } from "../../current-session";
import { createForm } from "../actions";

export const metadata: Metadata = { title: "Organizations", robots: { index: false } };

/** The current user's organizations, and a form to create one. */
export default async function OrganizationsPage() {
  const session = await currentSession();
  if (session.status === "visitor") return <Visitor />;
  const organizations = await ask(listOwnOrganizations);
  if (!organizations.ok) return <Unavailable />;
  return (
    <>
      <h1 className="text-3xl">Your organizations</h1>
      <OrganizationList organizations={organizations.data} />
      {session.status === "user" ? (
        <NewOrganization create={createForm} />
      ) : (
        <FullAccountPrompt next="/organizations">
          As a guest you can join organizations. Create an account to start your own.
        </FullAccountPrompt>
      )}
    </>
  );
}

function Visitor() {
  return (
    <>
      <h1 className="text-3xl">Your organizations</h1>
      <p>You're not signed in.</p>
      <p>
        <Link href="/sign-in?next=/organizations" className={button.primary}>
          Sign in
        </Link>
      </p>
    </>
  );
}
