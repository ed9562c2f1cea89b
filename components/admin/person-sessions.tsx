import type { Person } from "@/lib/contract/wire";
import { deviceName } from "../account/device-name";
import { Moment } from "./moment";

/** Where a user is signed in, by what the browser says of itself. */
export function PersonSessions({ sessions }: Pick<Person, "sessions">) {
  if (sessions.length === 0) return <p className="text-muted">No live session.</p>;
  return (
    <ul className="grid gap-4">
      {sessions.map(({ id, userAgent, createdAt, expiresAt }) => (
        <li key={id} className="grid gap-0.5">
          <span className="font-semibold">{deviceName(userAgent)}</span>
          <span className="text-muted text-sm">
            Since <Moment at={createdAt} />, until <Moment at={expiresAt} />
          </span>
          {userAgent && <bdi className="wrap-anywhere text-muted text-sm">{userAgent}</bdi>}
        </li>
      ))}
    </ul>
  );
}
