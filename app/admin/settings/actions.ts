"use server";

import { refresh } from "next/cache";
import type { SettingsStep } from "@/components/admin/settings";
import { onlyChanges, previewConfig } from "@/lib/auth/config-preview";
import type { KeeperCtx } from "@/lib/auth/context";
import { settingsForm } from "@/lib/contract/admin-schemas";
import type { FormState } from "@/lib/contract/form-state";
import { ok, type Result } from "@/lib/contract/result";
import type { ConfigChange } from "@/lib/contract/wire";
import { adminAction } from "@/lib/server/action";
import { saveCurrentConfig } from "@/lib/server/config";

type Input = { step: SettingsStep["step"]; wanted: ConfigChange };

async function takeStep(ctx: KeeperCtx, { step, wanted }: Input): Promise<Result<SettingsStep>> {
  if (step === "edit") return ok({ step });
  if (step === "review") {
    const preview = await previewConfig(ctx, wanted);
    return preview.ok ? ok({ step, preview: preview.data }) : preview;
  }
  const saved = await saveCurrentConfig(ctx, await onlyChanges(ctx, wanted));
  return saved.ok ? ok({ step, saved: saved.data }) : saved;
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
