import { PersonLink } from "@/components/admin/people/person-link";
import { Moment } from "@/components/ui/local-time";
import type { SocialMethod } from "@/lib/api/social";
import type { ConfigChange } from "@/lib/api/views";
import { settingsInWords } from "./settings-text";

export type SettingsSave = { id: string; at: Date; by: string; change: ConfigChange };

/** Who saved what, and when; newest first. */
export function SettingsHistory({
  saves,
  names,
  providers,
}: {
  saves: readonly SettingsSave[];
  names: Record<string, string>;
  providers: readonly SocialMethod[];
}) {
  if (saves.length === 0) return <p className="text-muted">No changes yet.</p>;
  return (
    <ol className="grid max-w-3xl divide-y divide-line">
      {saves.map(({ id, at, by, change }) => (
        <li key={id} className="grid gap-1 py-3">
          <p className="text-muted text-sm">
            <PersonLink id={by} names={names} /> · <Moment at={at} />
          </p>
          <ul>
            {settingsInWords(change, providers).map(({ what, value }) => (
              <li key={what}>
                {what}: <strong className="font-semibold">{value}</strong>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
