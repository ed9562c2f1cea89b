import { sheet } from "../../_lib/signature/drawing";

/** A drawing, in the ink of the text around it. */
export function Drawing({ strokes, className }: { strokes: string; className: string }) {
  return (
    <svg
      aria-hidden
      viewBox={`-4 -4 ${sheet.width + 8} ${sheet.height + 8}`}
      className={className}
      fill="none"
      stroke="currentColor"
      strokeWidth="3"
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={strokes} />
    </svg>
  );
}
