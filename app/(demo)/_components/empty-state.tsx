import Link from "next/link";
import { button } from "@/components/ui/button";

/** In place of a list that is empty, with the way to fill it. */
export function EmptyState({ text, href, label }: { text: string; href: string; label: string }) {
  return (
    <div
      data-no-banner
      className="grid justify-items-center gap-5 rounded-2xl border-2 border-line border-dashed px-6 py-10 text-center"
    >
      <svg
        aria-hidden
        viewBox="0 0 120 80"
        className="w-28"
        fill="none"
        strokeLinejoin="round"
        strokeWidth="2"
      >
        <path d="M30 14h62v52H30z" className="fill-raised stroke-field" transform="rotate(-6 61 40)" />
        <path d="M30 14h62v52H30z" className="fill-surface stroke-field" />
        <path d="M40 28h42M40 38h42M40 48h24" className="stroke-line" strokeLinecap="round" />
        <path d="M78 56c-6-4-7-7-5-9 2-1 4-1 5 2 1-3 3-3 5-2 2 2 1 5-5 9z" className="fill-accent" />
      </svg>
      <p className="max-w-sm text-lg text-muted">{text}</p>
      <Link href={href} className={button.secondary}>
        {label}
      </Link>
    </div>
  );
}
