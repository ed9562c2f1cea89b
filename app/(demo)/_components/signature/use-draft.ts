"use client";

import { type RefObject, useEffect, useEffectEvent } from "react";
import { unlessBlocked } from "@/components/form/storage";

/**
 * Keeps the fields of a form in this browser until it was sent: through a reload, and through the end of the session. Without a message or a
 * drawing there is nothing to keep. `onRestore` gets what was kept, for fields whose value React holds.
 */
export function useDraft(
  key: string,
  ref: RefObject<HTMLFormElement | null>,
  onRestore: (kept: Record<string, string>) => void,
) {
  const restored = useEffectEvent(onRestore);
  useEffect(() => {
    const kept = read(key);
    if (kept === null || ref.current === null) return;
    for (const [name, value] of Object.entries(kept)) {
      const field = ref.current.elements.namedItem(name);
      if (field === null || field instanceof HTMLButtonElement || !("value" in field)) continue;
      field.value = value;
    }
    restored(kept);
  }, [key, ref]);

  function keep() {
    if (ref.current === null) return;
    const { cardId: _, ...draft } = Object.fromEntries([...new FormData(ref.current)].filter(isText));
    write(key, draft.message || draft.drawing ? draft : null);
  }

  return { keep, forget: () => write(key, null) };
}

function isText(entry: [string, unknown]): entry is [string, string] {
  return typeof entry[1] === "string";
}

// Where storage is blocked, a draft lives as long as its page.
function read(key: string): Record<string, string> | null {
  const kept: unknown = unlessBlocked(() => JSON.parse(localStorage.getItem(key) ?? "null"));
  return typeof kept === "object" && kept ? Object.fromEntries(Object.entries(kept).filter(isText)) : null;
}

function write(key: string, draft: Record<string, string> | null): void {
  unlessBlocked(() =>
    draft === null ? localStorage.removeItem(key) : localStorage.setItem(key, JSON.stringify(draft)),
  );
}
