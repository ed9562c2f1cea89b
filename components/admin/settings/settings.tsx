"use client";

import { type FormAction, useForm } from "@/components/form/use-form";
import { Outcome } from "@/components/ui/outcome";
import type { DashboardConfig, SavedConfig } from "@/lib/api/admin/admin-shapes";
import type { SocialMethod } from "@/lib/api/social";
import type { ConfigPreview } from "@/lib/api/views";
import { SettingsForm } from "./settings-form";
import { SettingsReview } from "./settings-review";
import { settingsValues } from "./settings-values";
import { EarlyRemoval } from "./settings-warning";

/** The steps from the form over its consequences to a save. */
export type SettingsStep =
  | { step: "edit" }
  | { step: "review"; preview: ConfigPreview }
  | { step: "save"; saved: SavedConfig };

/** The settings, what a change would do, and that they are saved; each step works without script. */
export function Settings({
  config,
  providers,
  change,
}: {
  config: DashboardConfig;
  providers: readonly SocialMethod[];
  change: FormAction<SettingsStep>;
}) {
  const { state, pending, form } = useForm(change);
  const reached = state.status === "done" ? state.data : null;

  if (reached?.step === "review" && state.status === "done")
    return <SettingsReview {...reached} values={state.values} {...{ providers, form, pending }} />;
  const saved = reached?.step === "save" ? reached.saved : null;
  const values = saved || state.status === "idle" ? settingsValues(saved ?? config) : state.values;
  return (
    <>
      {saved && (
        <Outcome>
          <p className="max-w-3xl rounded-xl bg-success-soft px-4 py-3">
            <strong className="font-semibold">Saved.</strong> Takes effect within five seconds.
          </p>
          {saved.warnings.length > 0 && <EarlyRemoval />}
        </Outcome>
      )}
      <SettingsForm {...{ state, pending, form, values, providers }} />
    </>
  );
}
