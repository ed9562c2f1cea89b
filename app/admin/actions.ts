"use server";

import type { SettingsStep } from "@/components/admin/settings/settings";
import {
  apiKeyForm,
  linkForm,
  personDeletion,
  roleForm,
  sessionRevocation,
  settingsForm,
} from "@/lib/api/admin/admin-forms";
import { byId } from "@/lib/api/admin/management-schemas";
import { ok, type Result } from "@/lib/api/result";
import { empty } from "@/lib/api/schemas";
import type { ConfigChange } from "@/lib/api/views";
import { createApiKey, revokeApiKey } from "@/lib/auth/admin/api-keys";
import * as people from "@/lib/auth/admin/people";
import { cleanUp } from "@/lib/auth/cleanup/cleanup";
import type { AdminContext } from "@/lib/auth/core/context";
import { onlyChanges, previewConfig } from "@/lib/auth/settings/settings-preview";
import { adminAction, withRedirect, withRefresh } from "@/lib/server/http/action";
import { saveCurrentConfig } from "@/lib/server/settings";

type SettingsInput = { step: SettingsStep["step"]; wanted: ConfigChange };

async function takeSettingsStep(
  ctx: AdminContext,
  { step, wanted: sent }: SettingsInput,
): Promise<Result<SettingsStep>> {
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

/** Shows what the settings in the form would do, or saves them. */
export const changeSettings = withRefresh(adminAction("settings.manage", settingsForm, takeSettingsStep));

/** Creates a key, which is shown once. */
export const createKey = withRefresh(adminAction("settings.manage", apiKeyForm, createApiKey));

/** Revokes a key. */
export const revokeKey = withRefresh(adminAction("settings.manage", byId, revokeApiKey));

/** Removes guests who have been inactive for longer than the maximum age, as many as one run has time for. */
export const runCleanup = adminAction("users.manage", empty, (ctx) =>
  cleanUp(ctx, { dryRun: false, limit: null }),
);

/** Deletes a user and goes back to the list. */
export const removePerson = withRedirect(
  adminAction("users.manage", personDeletion, people.removePerson),
  () => "/admin/users?deleted",
);

/** Grants a registered user the admin role, or takes it back. */
export const changeRole = withRefresh(adminAction("users.manage", roleForm, people.changeRole));

/** Revokes a session of somebody else. */
export const revokeSession = withRefresh(
  adminAction("users.manage", sessionRevocation, people.revokePersonSession),
);

/** Emails somebody a link to confirm their email or to set a new password. */
export const sendLink = adminAction("users.manage", linkForm, people.sendPersonLink, { sendsEmail: true });
