/// <reference types="next/image-types/global" />

import type { StaticImageData } from "next/image";
import type { Occasion } from "../../_lib/card/occasions";
import baby from "./baby.svg";
import birthday from "./birthday.svg";
import congratulations from "./congratulations.svg";
import farewell from "./farewell.svg";
import getWell from "./get-well.svg";
import holidays from "./holidays.svg";
import thanks from "./thanks.svg";
import wedding from "./wedding.svg";

const covers: Record<Occasion, StaticImageData> = {
  birthday,
  farewell,
  thanks,
  wedding,
  congratulations,
  "get-well": getWell,
  baby,
  holidays,
};

/** The printed front of a card: the same colours in both schemes, somewhat dimmed in the dark one. */
export function Cover({ occasion, className }: { occasion: Occasion; className: string }) {
  return (
    // biome-ignore lint/performance/noImgElement: a drawing is the same file at every size.
    <img
      src={covers[occasion].src}
      alt=""
      className={`block object-cover dark:brightness-90 dark:saturate-90 ${className}`}
    />
  );
}
