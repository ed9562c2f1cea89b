import type { User } from "@/lib/contract/wire";
import { day } from "../day";
import { inWords, type Work } from "../work-text";

/** What is known of a guest or a member. */
export function Profile({ user, work }: { user: User; work: Work }) {
  return (
    <dl className="grid gap-x-8 gap-y-4 sm:grid-cols-[auto_1fr]">
      {user.name !== null && <Fact name="Name" value={user.name} />}
      <Fact name={user.isAnonymous ? "Guest since" : "Here since"} value={day(user.createdAt)} />
      <Fact name="You have" value={inWords(work) ?? "nothing yet"} />
    </dl>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <div className="grid sm:col-span-2 sm:grid-cols-subgrid">
      <dt className="text-muted">{name}</dt>
      <dd className="font-semibold">
        <bdi>{value}</bdi>
      </dd>
    </div>
  );
}
