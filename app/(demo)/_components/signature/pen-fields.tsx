import { type Ink, inks, type Sticker, stickers } from "../../_lib/signature/pen";
import { StickerShape } from "../sticker/sticker";

const choice =
  "relative grid size-11 cursor-pointer place-items-center rounded-xl ring-inset hover:bg-raised has-checked:bg-raised has-checked:ring-2 has-checked:ring-accent has-focus-visible:outline-3 has-focus-visible:outline-accent has-focus-visible:outline-offset-2";
const radio = "absolute inset-0 size-full cursor-pointer appearance-none opacity-0";

/** Chooses the ink to write with. */
export function InkField({ chosen, onChange }: { chosen: string; onChange?: (ink: Ink) => void }) {
  return (
    <fieldset>
      <legend className="mb-1 font-semibold">Ink</legend>
      <div className="-mx-1.5 flex flex-wrap gap-1">
        {inks.map(({ ink, label, text }) => (
          <label key={ink} className={choice}>
            <input
              type="radio"
              name="ink"
              value={ink}
              defaultChecked={ink === chosen}
              onChange={() => onChange?.(ink)}
              className={radio}
            />
            <span aria-hidden className={`size-6 rounded-full bg-current ${text}`} />
            <span className="sr-only">{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** Chooses a sticker, or none. */
export function StickerField({ chosen }: { chosen: Sticker | null }) {
  return (
    <fieldset>
      <legend className="mb-1 font-semibold">
        Sticker <span className="font-normal text-muted">(optional)</span>
      </legend>
      <div className="-mx-1.5 flex flex-wrap gap-1">
        <label className={choice}>
          <input type="radio" name="sticker" value="" defaultChecked={chosen === null} className={radio} />
          <span className="text-muted text-sm">None</span>
        </label>
        {stickers.map(({ sticker, label }) => (
          <label key={sticker} className={choice}>
            <input
              type="radio"
              name="sticker"
              value={sticker}
              defaultChecked={sticker === chosen}
              className={radio}
            />
            <StickerShape sticker={sticker} className="size-8" />
            <span className="sr-only">{label}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
