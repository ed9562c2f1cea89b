/// <reference types="next/image-types/global" />

import type { StaticImageData } from "next/image";
import type { Card } from "../../_lib/card/cards";
import baby from "./baby.svg";
import birthday from "./birthday.svg";
import congratulations from "./congratulations.svg";
import farewell from "./farewell.svg";
import getWell from "./get-well.svg";
import holidays from "./holidays.svg";
import thanks from "./thanks.svg";
import wedding from "./wedding.svg";

/** What cards are made for, in the order they are offered, each with its cover. */
export const occasions = [
  { occasion: "birthday", label: "Birthday", cover: birthday },
  { occasion: "farewell", label: "Farewell", cover: farewell },
  { occasion: "thanks", label: "Thank you", cover: thanks },
  { occasion: "wedding", label: "Wedding", cover: wedding },
  { occasion: "congratulations", label: "Congrats", cover: congratulations },
  { occasion: "get-well", label: "Get well", cover: getWell },
  { occasion: "baby", label: "New baby", cover: baby },
  { occasion: "holidays", label: "Holidays", cover: holidays },
] as const satisfies readonly {
  occasion: Card["occasion"];
  label: string;
  cover: StaticImageData;
}[];

export type Occasion = (typeof occasions)[number]["occasion"];

/** The printed front of a card: the same colours in both schemes, somewhat dimmed in the dark one. */
export function Cover({ occasion, className }: { occasion: Occasion; className: string }) {
  return (
    // biome-ignore lint/performance/noImgElement: a drawing is the same file at every size.
    <img
      src={occasions.find((one) => one.occasion === occasion)?.cover.src}
      alt=""
      className={`block object-cover dark:brightness-90 dark:saturate-90 ${className}`}
    />
  );
}
