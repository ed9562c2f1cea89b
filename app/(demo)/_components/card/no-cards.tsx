/** In place of the cards, while there are none. */
export function NoCards() {
  return (
    <div
      data-no-banner
      className="flex flex-col items-center gap-5 rounded-2xl border-2 border-line border-dashed px-6 py-10 text-center sm:flex-row sm:text-left"
    >
      <svg aria-hidden viewBox="0 0 120 90" className="w-32 shrink-0" fill="none" strokeLinejoin="round">
        <path d="M14 24 60 8l46 16v54H14z" className="fill-raised stroke-field" strokeWidth="2" />
        <path d="M28 14h64v44L60 70 28 58z" className="fill-surface stroke-field" strokeWidth="2" />
        <path d="M14 24 60 56l46-32v54H14z" className="fill-raised stroke-field" strokeWidth="2" />
        <path d="M60 38c-9-6-11-10-8-13 3-2 6-1 8 2 2-3 5-4 8-2 3 3 1 7-8 13z" className="fill-accent" />
      </svg>
      <p className="max-w-sm text-lg text-muted">
        Nothing here yet. Cards you start, and cards you're invited to sign, show up here.
      </p>
    </div>
  );
}
