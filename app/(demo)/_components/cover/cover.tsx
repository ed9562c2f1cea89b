import type { ReactNode } from "react";
import type { Occasion } from "../../_lib/card/occasions";
import { Birthday, Farewell, Thanks } from "./cover-art";
import { Holidays, Wedding } from "./cover-art-festive";
import { Baby, Congratulations, GetWell } from "./cover-art-more";

export const coverArt: Record<Occasion, ReactNode> = {
  birthday: <Birthday />,
  farewell: <Farewell />,
  thanks: <Thanks />,
  wedding: <Wedding />,
  congratulations: <Congratulations />,
  "get-well": <GetWell />,
  baby: <Baby />,
  holidays: <Holidays />,
};

/** The printed front of a card: the same colours in both schemes, somewhat dimmed in the dark one. */
export function Cover({ occasion, className }: { occasion: Occasion; className: string }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 240 160"
      preserveAspectRatio="xMidYMid slice"
      className={`block dark:brightness-90 dark:saturate-90 ${className}`}
    >
      {coverArt[occasion]}
    </svg>
  );
}
