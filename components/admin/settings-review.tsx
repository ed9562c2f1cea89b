import type { SocialMethod } from "@/lib/contract/social";
import type { ConfigPreview } from "@/lib/contract/wire";
import { button } from "../ui/button";
import { Outcome } from "../ui/outcome";
import { SubmitButton } from "../ui/submit-button";
import type { useForm } from "../use-form";
import { guestsInWords, settingsInWords } from "./settings-text";
import { EarlyRemoval } from "./settings-warning";

/** The step before settings are saved: what changes, and whom the next cleanup would remove. */
export function SettingsReview({
  preview,
  values,
  providers,
  form,
  pending,
}: Pick<ReturnType<typeof useForm>, "form" | "pending"> & {
  preview: ConfigPreview;
  values: Record<string, string>;
  providers: readonly SocialMethod[];
}) {
  const { step: _, ...kept } = values;
  const fields = Object.entries(kept).map(([name, value]) => (
    <input key={name} type="hidden" name={name} value={value} />
  ));
  const changes = settingsInWords(preview.change, providers);
  return (
    <Outcome>
      <h2 className="text-2xl">{changes.length === 0 ? "Nothing would change" : "This will change"}</h2>
      <Changes preview={preview} providers={providers} />
      {changes.length > 0 && <Removals {...preview} />}
      {preview.warnings.length > 0 && <EarlyRemoval />}
      <div className="flex flex-wrap gap-3">
        {changes.length > 0 && (
          <form {...form}>
            <input type="hidden" name="step" value="save" />
            {fields}
            <SubmitButton pending={pending}>Save changes</SubmitButton>
          </form>
        )}
        <form {...form}>
          <input type="hidden" name="step" value="edit" />
          {fields}
          <button type="submit" className={button.secondary}>
            Back to the form
          </button>
        </form>
      </div>
    </Outcome>
  );
}

function Changes({
  preview: { before, change },
  providers,
}: {
  preview: ConfigPreview;
  providers: readonly SocialMethod[];
}) {
  const present = settingsInWords(before, providers);
  return (
    <dl className="grid max-w-3xl divide-y divide-line border-line border-y empty:hidden">
      {settingsInWords(change, providers).map(({ what, value }) => (
        <div key={what} className="grid gap-x-4 py-2.5 sm:grid-cols-2">
          <dt>{what}</dt>
          <dd>
            <span className="text-muted">{present.find((line) => line.what === what)?.value} → </span>
            <strong className="font-semibold">{value}</strong>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Removals({ staleNow, staleThen }: ConfigPreview) {
  if (staleThen === 0) return <p>No guest would be removed at the next run of the cleanup.</p>;
  return (
    <p className="max-w-3xl rounded-xl bg-banner px-4 py-3">
      This would remove <strong className="font-semibold">{guestsInWords(staleThen)}</strong> at the next run
      of the cleanup, with everything that is theirs
      {staleNow === staleThen ? ", as many as without it." : `; without it, ${guestsInWords(staleNow)}.`}
    </p>
  );
}
