"use server";

import { refresh } from "next/cache";
import type { SettingsStep } from "@/components/admin/settings/settings";
import { settingsForm } from "@/lib/api/admin/admin-forms";
import type { FormState } from "@/lib/api/form-state";
import { ok, type Result } from "@/lib/api/result";
import type { ConfigChange } from "@/lib/api/views";
import type { AdminContext } from "@/lib/auth/core/context";
import { onlyChanges, previewConfig } from "@/lib/auth/settings/settings-preview";
import { adminAction } from "@/lib/server/http/action";
import { saveCurrentConfig } from "@/lib/server/settings";

type Input = { step: SettingsStep["step"]; wanted: ConfigChange };

async function takeStep(ctx: AdminContext, { step, wanted: sent }: Input): Promise<Result<SettingsStep>> {
  if (step === "edit") return ok({ step });
  const wanted = withUnchecked(sent, ctx.providers);
  if (step === "review") {
    const preview = await previewConfig(ctx, wanted);
    return preview.ok ? ok({ step, preview: preview.data }) : preview;
  }
  const saved = await saveCurrentConfig(ctx, await onlyChanges(ctx, wanted));
  return saved.ok ? ok({ step, saved: saved.data }) : saved;
}

/** A provider whose box is not checked is off. */
function withUnchecked(wanted: ConfigChange, providers: AdminContext["providers"]): ConfigChange {
  const off = Object.fromEntries(Object.keys(providers).map((id) => [id, false]));
  const { authMethods } = wanted;
  return { ...wanted, authMethods: { ...authMethods, social: { ...off, ...authMethods?.social } } };
}

const take = adminAction("settings.manage", settingsForm, takeStep);

/** Shows what the settings in the form would do, or saves them. */
export async function changeSettings(
  previous: FormState<SettingsStep>,
  form: FormData,
): Promise<FormState<SettingsStep>> {
  const state = await take(previous, form);
  if (state.status === "done" && state.data.step === "save") refresh();
  return state;
}
