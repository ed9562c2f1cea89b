"use server";

import { refresh } from "next/cache";
import { createApiKey, revokeApiKey } from "@/lib/auth/api-keys";
import { apiKeyForm } from "@/lib/contract/admin-schemas";
import type { FormState } from "@/lib/contract/form-state";
import { byId } from "@/lib/contract/management-schemas";
import { adminAction } from "@/lib/server/action";

type Made = FormState<{ id: string; key: string }>;

const create = adminAction("settings.manage", apiKeyForm, createApiKey);
const revoke = adminAction("settings.manage", byId, revokeApiKey);

/** Makes a key, shown in the answer and never again. */
export async function createKey(previous: Made, form: FormData): Promise<Made> {
  const state = await create(previous, form);
  if (state.status === "done") refresh();
  return state;
}

export async function revokeKey(previous: FormState, form: FormData): Promise<FormState> {
  const state = await revoke(previous, form);
  if (state.status === "done") refresh();
  return state;
}
