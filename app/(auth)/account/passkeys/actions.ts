"use server";

import * as passkeys from "@/lib/features/passkeys/passkeys";
import { action } from "@/lib/server/http/action";

export const renamePasskey = action("PATCH /api/auth/passkeys/:id", passkeys.renamePasskey);
export const removePasskey = action("DELETE /api/auth/passkeys/:id", passkeys.removePasskey);
