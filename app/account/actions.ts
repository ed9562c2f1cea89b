"use server";

import { refresh } from "next/cache";
import type { ShownCode } from "@/components/account/recovery-code";
import { deleteAccount as deleteVerb } from "@/lib/auth/account";
import { endDevice } from "@/lib/auth/devices";
import { changeEmail as changeEmailVerb } from "@/lib/auth/email-change";
import { changePassword as changePasswordVerb } from "@/lib/auth/password-change";
import { createRecoveryCode } from "@/lib/auth/recovery";
import * as endpoints from "@/lib/contract/endpoints";
import { type FormState, idle } from "@/lib/contract/form-state";
import * as schemas from "@/lib/contract/schemas";
import { action } from "@/lib/server/action";
import { env } from "@/lib/server/env";
import { qrCode } from "@/lib/server/qr";

const endSession = action(endpoints.endDevice, schemas.ownSession, endDevice);
const newCode = action(endpoints.createRecoveryCode, schemas.empty, createRecoveryCode);

export const changePassword = action(endpoints.changePassword, schemas.passwordChange, changePasswordVerb);
export const changeEmail = action(endpoints.changeEmail, schemas.credentials, changeEmailVerb);
export const deleteAccount = action(endpoints.deleteAccount, schemas.accountDeletion, deleteVerb);

/** Ends a session elsewhere, and shows the list without it. */
export async function signOutDevice(previous: FormState, form: FormData): Promise<FormState> {
  const state = await endSession(previous, form);
  if (state.status === "done") refresh();
  return state;
}

/** A new recovery code, with a picture of its link. */
export async function getRecoveryCode(
  _previous: FormState<ShownCode>,
  form: FormData,
): Promise<FormState<ShownCode>> {
  const state = await newCode(idle, form);
  if (state.status !== "done") return state;
  const page = new URL("/resume", env().baseUrl);
  const link = new URL(`?${new URLSearchParams({ code: state.data.code })}`, page);
  return { status: "done", data: { ...state.data, page: page.href, qr: qrCode(link.href) } };
}
