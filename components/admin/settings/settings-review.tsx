import { guestsInWords, inFigures } from "@/components/admin/figures";
import type { useForm } from "@/components/form/use-form";
import { button } from "@/components/ui/button";
import { Outcome } from "@/components/ui/outcome";
import { SubmitButton } from "@/components/ui/submit-button";
import type { SocialMethod } from "@/lib/api/social";
import type { ConfigPreview } from "@/lib/api/views";
import { type SettingText, settingsInWords } from "./settings-text";

/** The step before settings are saved: what changes, and how many guests the next cleanup would remove. */
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
      <h2 className="text-2xl">{changes.length === 0 ? "Nothing will change" : "Review changes"}</h2>
      <Changes changes={changes} before={settingsInWords(preview.before, providers)} />
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
            Back
          </button>
        </form>
      </div>
    </Outcome>
  );
}

function Changes({ changes, before }: Record<"changes" | "before", SettingText[]>) {
  return (
    <dl className="grid max-w-3xl divide-y divide-line border-line border-y empty:hidden">
      {changes.map(({ what, value }) => (
        <div key={what} className="grid gap-x-4 py-2.5 sm:grid-cols-2">
          <dt>{what}</dt>
          <dd>
            <span className="text-muted">{before.find((line) => line.what === what)?.value} → </span>
            <strong className="font-semibold">{value}</strong>
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Removals({ staleNow, staleThen }: ConfigPreview) {
  if (staleThen === 0) return <p>The next cleanup won't remove any guests.</p>;
  return (
    <p className="max-w-3xl rounded-xl bg-banner px-4 py-3">
      The next cleanup will remove <strong className="font-semibold">{guestsInWords(staleThen)}</strong>
      {staleNow === staleThen ? ", as many as" : ` (${inFigures(staleNow)}`} with the current setting
      {staleNow === staleThen ? "." : ")."}
    </p>
  );
}

/** A maximum age below the session lifetime is allowed but surprising. */
export function EarlyRemoval() {
  return (
    <p className="max-w-3xl rounded-xl bg-banner px-4 py-3">
      <strong className="font-semibold">The maximum age is shorter than a session.</strong> Guests may be
      removed while they are still signed in.
    </p>
  );
}
