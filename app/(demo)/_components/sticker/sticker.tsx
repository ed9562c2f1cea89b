/// <reference types="next/image-types/global" />

import balloon from "./balloon.svg";
import cake from "./cake.svg";
import clover from "./clover.svg";
import cup from "./cup.svg";
import flower from "./flower.svg";
import heart from "./heart.svg";
import star from "./star.svg";
import sun from "./sun.svg";

/** In the order they are offered. */
export const stickers = [
  { sticker: "heart", label: "Heart", picture: heart },
  { sticker: "star", label: "Star", picture: star },
  { sticker: "flower", label: "Flower", picture: flower },
  { sticker: "balloon", label: "Balloon", picture: balloon },
  { sticker: "cake", label: "Cake", picture: cake },
  { sticker: "sun", label: "Sun", picture: sun },
  { sticker: "clover", label: "Clover", picture: clover },
  { sticker: "cup", label: "Cup", picture: cup },
] as const;

type Sticker = (typeof stickers)[number]["sticker"];

/** The sticker of this name, as a form sends it; null for none. */
export function stickerOf(name: string | null | undefined): Sticker | null {
  return stickers.find(({ sticker }) => sticker === name)?.sticker ?? null;
}

/** A small picture beside a signature. */
export function StickerShape({ sticker, className }: { sticker: Sticker; className: string }) {
  const src = stickers.find((one) => one.sticker === sticker)?.picture.src;
  // biome-ignore lint/performance/noImgElement: a drawing is the same file at every size.
  return <img src={src} alt="" className={`shrink-0 ${className}`} />;
}
