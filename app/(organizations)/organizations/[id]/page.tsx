import type { Metadata } from "next";
import Link from "next/link";
import { redirect } from "next/navigation";
import { cache } from "react";
import { Section } from "@/components/account/section";
import { FullAccountPrompt } from "@/components/guest/full-account-prompt";
import { InviteLink } from "@/components/organizations/invite-link";
import { Leave } from "@/components/organizations/leave";
import { MemberList } from "@/components/organizations/member-list";
import { roleNames } from "@/components/organizations/organization-text";
import { Unavailable } from "@/components/shell/page-notice";
import { link } from "@/components/ui/button";
import { withNext } from "@/lib/api/safe-path";
import { viewOrganization } from "@/lib/features/organizations/organization-view";
import { publicUrl } from "@/lib/server/public-urls";
import { missingPage } from "@/lib/server/request/requested-path";
import { ask } from "@/lib/server/session";
import { closeForm, inviteForm, leaveForm, removeForm, setRoleForm } from "../../actions";

type Props = {
  params: Promise<{ id: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const view = cache((organizationId: string, after: string | undefined) =>
  ask((ctx) => viewOrganization(ctx, { organizationId, after })),
);

async function viewOf({ params, searchParams }: Props) {
  const { after } = await searchParams;
  return view((await params).id, typeof after === "string" ? after : undefined);
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  const organization = await viewOf(props);
  return { title: organization.ok ? organization.data.name : "Organization", robots: { index: false } };
}

/** An organization for its members. For anybody else who is signed in there is no such page. */
export default async function OrganizationPage(props: Props) {
  const found = await viewOf(props);
  const path = `/organizations/${(await props.params).id}`;
  if (!found.ok) {
    if (found.code === "UNAVAILABLE" || found.code === "INTERNAL_ERROR") return <Unavailable />;
    if (found.code === "NOT_FOUND" || found.code === "VALIDATION_FAILED") return missingPage();
    redirect(withNext("/sign-in", path));
  }
  const { data: organization } = found;
  const { id, name, role, canManage } = organization;
  return (
    <>
      <div className="grid gap-2">
        <p>
          <Link href="/organizations" className={link}>
            Your organizations
          </Link>
        </p>
        <h1 dir="auto" className="text-3xl">
          {name}
        </h1>
        <p className="text-muted">You're {roleNames[role].inSentence} here.</p>
      </div>
      {role !== "member" && !canManage && (
        <FullAccountPrompt next={path}>
          You're a guest again. Create an account to keep managing this organization.
        </FullAccountPrompt>
      )}
      {canManage && (
        <InviteLink
          organizationId={id}
          joinUrl={publicUrl("/join")}
          until={organization.invitedUntil}
          invite={inviteForm}
          close={closeForm}
        />
      )}
      <Section title={organization.memberCount === 1 ? "1 member" : `${organization.memberCount} members`}>
        <MemberList organization={organization} setRole={setRoleForm} remove={removeForm} />
        {organization.after !== null && (
          <p>
            <Link href={`${path}?after=${organization.after}`} className={link}>
              More members
            </Link>
          </p>
        )}
      </Section>
      <Leave organization={organization} leave={leaveForm} />
    </>
  );
}
