"use client";

import { type RefObject, useCallback, useEffect, useRef } from "react";

/**
 * Keeps the fields of a form in this browser until it was sent: through a reload, and through the end of the session. Without a message or a
 * drawing there is nothing to keep. `onRestore` gets what was kept, for fields whose value React holds.
 */
export function useDraft(
  key: string,
  ref: RefObject<HTMLFormElement | null>,
  onRestore: (kept: Record<string, string>) => void,
) {
  const restore = useRef(onRestore);
  useEffect(() => {
    const kept = read(key);
    if (kept === null || ref.current === null) return;
    for (const [name, value] of Object.entries(kept)) {
      const field = ref.current.elements.namedItem(name);
      if (field === null || field instanceof HTMLButtonElement || !("value" in field)) continue;
      field.value = value;
    }
    restore.current(kept);
  }, [key, ref]);

  const keep = useCallback(() => {
    if (ref.current === null) return;
    const draft = Object.fromEntries(texts(new FormData(ref.current)));
    write(key, draft.message || draft.drawing ? draft : null);
  }, [key, ref]);

  const forget = useCallback(() => write(key, null), [key]);

  return { keep, forget };
}

function texts(form: FormData): [string, string][] {
  return [...form].filter(
    (entry): entry is [string, string] => typeof entry[1] === "string" && entry[0] !== "cardId",
  );
}

// A browser may keep nothing, or refuse to be asked: then a draft lives as long as its page.
function read(key: string): Record<string, string> | null {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "null");
    if (typeof kept !== "object" || kept === null) return null;
    return Object.fromEntries(
      Object.entries(kept).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return null;
  }
}

function write(key: string, draft: Record<string, string> | null) {
  try {
    if (draft === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(draft));
  } catch {
    return;
  }
}
