"use client";

import { RetryNotice } from "@/components/shell/page-notice";

export default function CardError({ retry }: { retry: () => void }) {
  return <RetryNotice retry={retry} />;
}
