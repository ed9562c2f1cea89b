import type { ReactNode } from "react";
import type { Occasion } from "../_lib/occasions";
import { Birthday, Farewell, Thanks } from "./cover-art";
import { Baby, Congratulations, GetWell } from "./cover-art-more";

const art: Record<Occasion, ReactNode> = {
  birthday: <Birthday />,
  farewell: <Farewell />,
  thanks: <Thanks />,
  congratulations: <Congratulations />,
  "get-well": <GetWell />,
  baby: <Baby />,
};

/** The printed front of a card: the same colours by day and by night. */
export function Cover({ occasion, className }: { occasion: Occasion; className: string }) {
  return (
    <svg
      aria-hidden
      viewBox="0 0 240 160"
      preserveAspectRatio="xMidYMid slice"
      className={`block ${className}`}
    >
      {art[occasion]}
    </svg>
  );
}
