"use client";

import { RetryNotice } from "@/components/retry-notice";

export default function CardError({ retry }: { retry: () => void }) {
  return <RetryNotice retry={retry} />;
}
