import type { signatures } from "@/db/schema";

type Signature = typeof signatures.$inferSelect;
export type Ink = Signature["ink"];
export type Sticker = NonNullable<Signature["sticker"]>;

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

export const stickers: readonly { sticker: Sticker; label: string }[] = [
  { sticker: "heart", label: "Heart" },
  { sticker: "star", label: "Star" },
  { sticker: "flower", label: "Flower" },
  { sticker: "balloon", label: "Balloon" },
  { sticker: "cake", label: "Cake" },
  { sticker: "sun", label: "Sun" },
  { sticker: "clover", label: "Clover" },
  { sticker: "cup", label: "Cup" },
];
