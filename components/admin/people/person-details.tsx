import type { ReactNode } from "react";
import { Section } from "@/components/account/section";
import { KindBadge } from "@/components/admin/badge";
import { workInWords } from "@/components/guest/work-text";
import { Moment } from "@/components/ui/local-time";
import type { Person } from "@/lib/api/views";

/** All that an admin sees of one user. What people typed is shown as plain text. */
export function PersonDetails({
  user,
  emailRefusal,
  signInMethods,
  counts,
  methods,
}: Person & {
  /** Sign-in methods by id. */
  methods: Record<string, string>;
}) {
  return (
    <>
      <h1 className="flex flex-wrap items-center gap-3 text-3xl">
        <bdi>{user.name ?? user.email ?? (user.isAnonymous ? "Guest" : "Account without a name")}</bdi>{" "}
        <KindBadge user={user} />
      </h1>
      <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-2 lg:grid-cols-3">
        <Fact name="Id">
          <span className="font-mono text-sm">{user.id}</span>
        </Fact>
        <Fact name="Email">
          <bdi>{user.email ?? "None"}</bdi>
          {user.email !== null && (user.emailVerified ? " (confirmed)" : " (not confirmed yet)")}
          {emailRefusal !== null && ` – refused by the mail server (${emailRefusal})`}
        </Fact>
        <Fact name="Sign-in methods">
          {signInMethods.length > 0
            ? signInMethods.map((id) => methods[id] ?? id).join(", ")
            : user.isAnonymous
              ? "This browser only"
              : "Emailed link"}
        </Fact>
        <Fact name="Joined">
          <Moment at={user.createdAt} />
        </Fact>
        <Fact name="Last active">
          <Moment at={user.lastActiveAt} />
        </Fact>
        <Fact name="Owns">{workInWords(counts) ?? "Nothing yet"}</Fact>
      </dl>
      {Object.keys(user.metadata).length > 0 && (
        <Section title="Metadata">
          <pre className="wrap-anywhere whitespace-pre-wrap rounded-xl bg-raised px-4 py-3 font-mono text-sm">
            {JSON.stringify(user.metadata, null, 2)}
          </pre>
        </Section>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-muted text-sm">{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
