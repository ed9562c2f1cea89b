"use client";

import { type FormAction, useForm } from "@/components/form/use-form";
import { Outcome } from "@/components/ui/outcome";
import type { DashboardConfig, SavedConfig } from "@/lib/api/admin/admin-shapes";
import { inUnits } from "@/lib/api/duration";
import type { SocialMethod } from "@/lib/api/social";
import type { ConfigPreview } from "@/lib/api/views";
import { SettingsForm } from "./settings-form";
import { EarlyRemoval, SettingsReview } from "./settings-review";

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

/** Suggested while guests are never removed (seconds). */
const suggestedMaxAge = 30 * 24 * 60 * 60;

/** Returns the settings as fields of their form; a switch that is off has none. */
function settingsValues(config: DashboardConfig): Record<string, string> {
  const { anonymous, emailPassword, social, ...methods } = config.authMethods;
  const age = inUnits(anonymous.maxAge ?? suggestedMaxAge);
  const lifetime = inUnits(config.session.lifetime);
  const switches = {
    anonymous: anonymous.enabled,
    emailAndSecret: emailPassword,
    ...methods,
    ...social,
  };
  const on = Object.entries(switches).flatMap(([name, isOn]) => (isOn ? [[name, "on"]] : []));
  return {
    ...Object.fromEntries(on),
    version: String(config.version),
    expiry: anonymous.maxAge === null ? "never" : "after",
    maxAgeAmount: String(age.amount),
    maxAgeUnit: age.unit,
    lifetimeAmount: String(lifetime.amount),
    lifetimeUnit: lifetime.unit,
    minLength: String(config.password.minLength),
  };
}
