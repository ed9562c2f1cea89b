/** An envelope without a letter box. */
export function LostLetter() {
  return (
    <svg
      aria-hidden
      viewBox="0 0 160 100"
      className="w-40"
      fill="none"
      strokeWidth="2"
      strokeLinejoin="round"
    >
      <path d="M22 26h104v64H22z" className="fill-surface stroke-field" />
      <path d="m22 26 52 38 52-38" className="stroke-field" />
      <path d="M92 14h34v28H92z" className="fill-banner stroke-accent" transform="rotate(9 109 28)" />
      <path
        d="M104 22c0-6 10-6 10 0 0 4-5 4-5 8"
        className="stroke-accent"
        strokeLinecap="round"
        transform="rotate(9 109 28)"
      />
      <circle cx="108" cy="35.5" r="1.6" className="fill-accent" />
      <path d="M4 44h10M2 58h12M6 72h8" className="stroke-line" strokeLinecap="round" />
    </svg>
  );
}
