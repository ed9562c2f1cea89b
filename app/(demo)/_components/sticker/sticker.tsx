/// <reference types="next/image-types/global" />

import type { StaticImageData } from "next/image";
import type { Sticker } from "../../_lib/signature/pen";
import balloon from "./balloon.svg";
import cake from "./cake.svg";
import clover from "./clover.svg";
import cup from "./cup.svg";
import flower from "./flower.svg";
import heart from "./heart.svg";
import star from "./star.svg";
import sun from "./sun.svg";

const shapes: Record<Sticker, StaticImageData> = { heart, star, flower, balloon, cake, sun, clover, cup };

/** A small picture beside a signature. */
export function StickerShape({ sticker, className }: { sticker: Sticker; className: string }) {
  // biome-ignore lint/performance/noImgElement: a drawing is the same file at every size.
  return <img src={shapes[sticker].src} alt="" className={`shrink-0 ${className}`} />;
}
