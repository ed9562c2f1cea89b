"use client";

import { createContext, type ReactNode, use } from "react";

const LocaleContext = createContext("en-US");

/** Tells everything below which locale the browser asks for, so that the server writes times in it, too. */
export function ReaderLocale({ locale, children }: { locale: string; children: ReactNode }) {
  return <LocaleContext value={locale}>{children}</LocaleContext>;
}

export function useReaderLocale(): string {
  return use(LocaleContext);
}
