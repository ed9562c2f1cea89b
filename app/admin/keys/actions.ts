"use server";

import { createApiKey, revokeApiKey } from "@/lib/auth/api-keys";
import { apiKeyForm } from "@/lib/contract/admin-schemas";
import { byId } from "@/lib/contract/management-schemas";
import { adminAction } from "@/lib/server/action";
import { thenRefresh } from "@/lib/server/onward";

/** Makes a key, shown in the answer and never again. */
export const createKey = thenRefresh(adminAction("settings.manage", apiKeyForm, createApiKey));

/** Ends a key for good. */
export const revokeKey = thenRefresh(adminAction("settings.manage", byId, revokeApiKey));
