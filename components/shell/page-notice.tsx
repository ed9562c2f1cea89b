import type { ReactNode } from "react";
import { button } from "@/components/ui/button";

/** A page of a few words and a way on. */
export function PageNotice({
  title,
  text,
  picture,
  children,
}: {
  title: string;
  text: string;
  picture?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="grid justify-items-start gap-5 py-8 sm:py-12">
      {picture}
      <h1 className="text-4xl">{title}</h1>
      <p className="max-w-prose text-lg text-muted">{text}</p>
      {children}
    </div>
  );
}

/** Instead of a page that failed, with another try. */
export function RetryNotice({ retry }: { retry: () => void }) {
  return (
    <PageNotice
      title="Something went wrong"
      text="We couldn't show this page. Everything you made is safe. Please try again in a moment."
    >
      <button type="button" onClick={() => retry()} className={button.primary}>
        Try again
      </button>
    </PageNotice>
  );
}

/** In place of a page that needs the database while that is unavailable. */
export function Unavailable() {
  return (
    <>
      <h1 className="text-3xl">This page isn't available right now</h1>
      <p role="status">Nothing is lost. Please try again in a moment.</p>
    </>
  );
}
