"use client";

import { RetryNotice } from "@/components/form/retry-notice";

export default function CardError({ retry }: { retry: () => void }) {
  return <RetryNotice retry={retry} />;
}
