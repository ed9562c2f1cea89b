import type { signatures } from "@/db/schema";

type Signature = typeof signatures.$inferSelect;
export type Ink = Signature["ink"];
export type Sticker = NonNullable<Signature["sticker"]>;

/** Written out, since the styles are made from what stands in the source. Each is legible on a sheet in both schemes. */
export const inks: readonly { ink: Ink; label: string; text: string; print: string }[] = [
  { ink: "blue", label: "Blue", text: "text-[light-dark(#1f4f8b,#a3c7f5)]", print: "#1f4f8b" },
  { ink: "red", label: "Red", text: "text-[light-dark(#a63d26,#f2967a)]", print: "#a63d26" },
  { ink: "green", label: "Green", text: "text-[light-dark(#23633f,#93d6ae)]", print: "#23633f" },
  { ink: "violet", label: "Violet", text: "text-[light-dark(#6a3d8f,#d3b0f0)]", print: "#6a3d8f" },
  { ink: "black", label: "Black", text: "text-ink", print: "#2c241d" },
];

export const inkText = new Map(inks.map(({ ink, text }) => [ink, text]));

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
