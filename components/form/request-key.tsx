"use client";

import { useState } from "react";
import { idempotencyField } from "@/lib/api/form-state";
import { newIdempotencyKey } from "@/lib/client/http";

/**
 * The key of a form's request, for forms that open a session or that a visitor may send: sending it again is the same request. It is made with
 * the form and lives as long, without script too.
 */
export function RequestKey() {
  const [key] = useState(newIdempotencyKey);
  // The browser's own key replaces the server's while nobody has sent anything.
  return <input type="hidden" name={idempotencyField} value={key} suppressHydrationWarning />;
}
