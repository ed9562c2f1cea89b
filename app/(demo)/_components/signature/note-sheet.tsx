import { sheet } from "../../_lib/signature/drawing";
import type { Signature } from "../../_lib/signature/signatures";
import { StickerShape } from "../sticker/sticker";
import { inkText } from "./pen-fields";

/** A signature, or one that is still on its way. */
export type Note = Signature & { isPending?: true };

const tilts = ["-rotate-[0.8deg]", "rotate-[0.6deg]", "-rotate-[0.4deg]", "rotate-[0.9deg]", "rotate-0"];

/** The class that tilts this note: always the same one. */
export function tiltOf(id: string): string | undefined {
  return tilts[id.charCodeAt(id.length - 1) % tilts.length];
}

/** What somebody wrote and drew, in their ink and hand. */
export function NoteSheet({ note }: { note: Omit<Signature, "id" | "isOwn"> }) {
  return (
    <div className={inkText.get(note.ink)}>
      <div className="flex items-start gap-3">
        <p dir="auto" className="min-w-0 flex-1 whitespace-pre-wrap hand text-2xl leading-[1.2]">
          {note.message}
        </p>
        {note.sticker && <StickerShape sticker={note.sticker} className="-mt-1 -mr-1 size-11 rotate-6" />}
      </div>
      {note.drawing && <Drawing strokes={note.drawing} className="mt-3 w-full max-w-64" />}
      <p
        dir="auto"
        className="mt-3 border-current border-t border-dotted pt-1 hand font-semibold text-3xl leading-tight"
      >
        {note.name}
      </p>
    </div>
  );
}

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
