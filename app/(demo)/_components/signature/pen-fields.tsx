import type { Signature } from "../../_lib/signature/signatures";
import { PictureChoice } from "../picture-choice";
import { StickerShape, stickers } from "../sticker/sticker";

type Ink = Signature["ink"];

/** Class names in full, since Tailwind finds them in the source. Each colour is legible on a sheet in both schemes. */
export const inks: readonly { ink: Ink; label: string; text: string }[] = [
  { ink: "blue", label: "Blue", text: "text-[light-dark(#1f4f8b,#a3c7f5)]" },
  { ink: "red", label: "Red", text: "text-[light-dark(#a63d26,#f2967a)]" },
  { ink: "green", label: "Green", text: "text-[light-dark(#23633f,#93d6ae)]" },
  { ink: "violet", label: "Violet", text: "text-[light-dark(#6a3d8f,#d3b0f0)]" },
  { ink: "black", label: "Black", text: "text-ink" },
];

export const inkText = new Map(inks.map(({ ink, text }) => [ink, text]));

/** The ink of this name, as a form sends it; blue for none. */
export function inkOf(name: string | undefined): Ink {
  return inks.find(({ ink }) => ink === name)?.ink ?? "blue";
}

const layout = "grid size-11 place-items-center";

/** Chooses the ink to write with. */
export function InkField({ chosen, onChange }: { chosen: string; onChange?: (ink: Ink) => void }) {
  return (
    <fieldset>
      <legend className="mb-1 font-semibold">Ink</legend>
      <div className="-mx-1.5 flex flex-wrap gap-1">
        {inks.map(({ ink, label, text }) => (
          <PictureChoice
            key={ink}
            name="ink"
            value={ink}
            defaultChecked={ink === chosen}
            onChange={() => onChange?.(ink)}
            className={layout}
          >
            <span aria-hidden className={`size-6 rounded-full bg-current ${text}`} />
            <span className="sr-only">{label}</span>
          </PictureChoice>
        ))}
      </div>
    </fieldset>
  );
}

/** Chooses a sticker, or none. */
export function StickerField({ chosen }: { chosen: string | null }) {
  return (
    <fieldset>
      <legend className="mb-1 font-semibold">
        Sticker <span className="font-normal text-muted">(optional)</span>
      </legend>
      <div className="-mx-1.5 flex flex-wrap gap-1">
        <PictureChoice name="sticker" value="" defaultChecked={chosen === null} className={layout}>
          <span className="text-muted text-sm">None</span>
        </PictureChoice>
        {stickers.map(({ sticker, label }) => (
          <PictureChoice
            key={sticker}
            name="sticker"
            value={sticker}
            defaultChecked={sticker === chosen}
            className={layout}
          >
            <StickerShape sticker={sticker} className="size-8" />
            <span className="sr-only">{label}</span>
          </PictureChoice>
        ))}
      </div>
    </fieldset>
  );
}
