"use server";

import { apiKeyForm } from "@/lib/api/admin/admin-forms";
import { byId } from "@/lib/api/admin/management-schemas";
import { createApiKey, revokeApiKey } from "@/lib/auth/admin/api-keys";
import { adminAction } from "@/lib/server/http/action";
import { withRefresh } from "@/lib/server/http/after-action";

/** Creates a key, which is shown once. */
export const createKey = withRefresh(adminAction("settings.manage", apiKeyForm, createApiKey));

/** Revokes a key. */
export const revokeKey = withRefresh(adminAction("settings.manage", byId, revokeApiKey));
