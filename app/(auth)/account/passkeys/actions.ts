"use server";

import {
  removePasskey as removePasskeyService,
  renamePasskey as renamePasskeyService,
} from "@/lib/features/passkeys/passkeys";
import { action } from "@/lib/server/http/action";

export const renamePasskey = action("PATCH /api/auth/passkeys/:id", renamePasskeyService);
export const removePasskey = action("DELETE /api/auth/passkeys/:id", removePasskeyService);
