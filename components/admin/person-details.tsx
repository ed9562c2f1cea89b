import type { Person } from "@/lib/contract/wire";
import { Section } from "../account/section";
import { workInWords } from "../work-text";
import { Badge } from "./badge";
import { Fact, Facts } from "./facts";
import { Moment } from "./moment";
import { kindOf } from "./people";
import { PersonSessions } from "./person-sessions";

/** All that is known of one user. What people wrote is shown as the text it is. */
export function PersonDetails({ user, ways, sessions, counts, organizations }: Person) {
  return (
    <>
      <h1 className="flex flex-wrap items-center gap-3 text-3xl">
        <bdi>{user.name ?? user.email ?? (user.isAnonymous ? "A guest" : "A member")}</bdi>{" "}
        <Badge>{kindOf(user)}</Badge>
      </h1>
      <Facts>
        <Fact name="Id">
          <span className="font-mono text-sm">{user.id}</span>
        </Fact>
        <Fact name="Email">
          <bdi>{user.email ?? "None"}</bdi>
          {user.email !== null && (user.emailVerified ? " (confirmed)" : " (not confirmed yet)")}
        </Fact>
        <Fact name="Ways in">
          {ways.length > 0 ? ways.join(", ") : user.isAnonymous ? "Their browser alone" : "A mailed link"}
        </Fact>
        <Fact name="Here since">
          <Moment at={user.createdAt} />
        </Fact>
        <Fact name="Last active">
          <Moment at={user.lastActiveAt} />
        </Fact>
        <Fact name="Owns">{workInWords(counts) ?? "Nothing yet"}</Fact>
      </Facts>
      {Object.keys(user.metadata).length > 0 && (
        <Section title="Metadata">
          <pre className="wrap-anywhere whitespace-pre-wrap rounded-xl bg-raised px-4 py-3 font-mono text-sm">
            {JSON.stringify(user.metadata, null, 2)}
          </pre>
        </Section>
      )}
      <Section title="Sessions">
        <PersonSessions sessions={sessions} />
      </Section>
      <Section title="Organizations">
        {organizations.length === 0 && <p className="text-muted">None.</p>}
        <ul className="empty:hidden">
          {organizations.map(({ id, name, role }) => (
            <li key={id}>
              <bdi className="font-semibold">{name}</bdi> <span className="text-muted">({role})</span>
            </li>
          ))}
        </ul>
      </Section>
    </>
  );
}
