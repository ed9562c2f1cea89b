"use client";

import { useRouter } from "next/navigation";
import { useEffect, useRef, useState } from "react";
import type { Note } from "./note-sheet";

const list = new Intl.ListFormat("en", { type: "conjunction" });

/** How often a visible page asks whether the card has changed (milliseconds). */
const every = 4_000;

/** Shows what others write without a reload, and announces it. Asks only while the page is visible. */
export function WallNews({
  cardId,
  version,
  notes,
}: {
  cardId: string;
  version: string;
  notes: readonly Note[];
}) {
  const router = useRouter();
  const known = useRef(new Set(notes.map(({ id }) => id)));
  const [news, setNews] = useState("");

  useEffect(() => {
    const leaving = new AbortController();
    const { signal } = leaving;
    const look = async () => {
      if (document.visibilityState !== "visible") return;
      if (await hasChanged(cardId, version, signal)) router.refresh();
    };
    const timer = setInterval(look, every);
    document.addEventListener("visibilitychange", look, { signal });
    return () => {
      clearInterval(timer);
      leaving.abort();
    };
  }, [cardId, version, router]);

  useEffect(() => {
    const others = notes.filter(({ id, isOwn, isPending }) => !isOwn && !isPending && !known.current.has(id));
    for (const { id } of notes) known.current.add(id);
    if (others.length > 0) setNews(`${list.format(others.map(({ name }) => name))} signed the card.`);
  }, [notes]);

  return (
    <p role="status" className="sr-only">
      {news}
    </p>
  );
}

async function hasChanged(cardId: string, version: string, signal: AbortSignal): Promise<boolean> {
  try {
    const headers = { "If-None-Match": `"${version}"` };
    const answer = await fetch(`/cards/${cardId}/version`, { headers, signal, cache: "no-store" });
    // Who has lost access keeps what they see, and what they are writing.
    return answer.status === 200;
  } catch {
    // Offline for a moment, or the page was left: the next request will tell.
    return false;
  }
}
