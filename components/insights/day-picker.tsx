"use client";

import { type PointerEvent, type ReactNode, useState } from "react";

/** The numbers of one day in words, chosen in the chart by mouse, touch or arrow keys. Without script the bars have titles. */
export function DayPicker({
  days,
  axis,
  children,
}: {
  days: { name: string; text: string }[];
  /** Stands left of the chart. */
  axis: ReactNode;
  children: ReactNode;
}) {
  const [index, setIndex] = useState(days.length - 1);
  const day = days[index];
  const middle = `${(100 * (index + 0.5)) / days.length}%`;

  function choose({ currentTarget, clientX }: PointerEvent) {
    const { left, width } = currentTarget.getBoundingClientRect();
    const at = Math.floor((days.length * (clientX - left)) / width);
    setIndex(Math.min(days.length - 1, Math.max(0, at)));
  }

  return (
    <div className="grid min-w-0 gap-3">
      <p aria-hidden className="no-script:hidden min-h-12 text-sm sm:min-h-6">
        <strong className="font-semibold">{day?.name}</strong>: {day?.text}
      </p>
      <div className="flex min-w-0">
        <div className="w-10 shrink-0">{axis}</div>
        <div
          onPointerDown={choose}
          onPointerMove={choose}
          className="relative min-w-0 grow touch-pan-y rounded-lg outline-offset-4 has-[:focus-visible]:outline-3 has-[:focus-visible]:outline-accent"
        >
          <svg aria-hidden className="no-script:hidden pointer-events-none absolute inset-0 size-full">
            <line x1={middle} x2={middle} y2="100%" className="stroke-ink" strokeDasharray="2 3" />
          </svg>
          {children}
          <input
            type="range"
            min={0}
            max={days.length - 1}
            value={index}
            onChange={({ currentTarget }) => setIndex(currentTarget.valueAsNumber)}
            aria-label="Day"
            aria-valuetext={`${day?.name}: ${day?.text}`}
            className="no-script:hidden pointer-events-none absolute inset-0 size-full opacity-0"
          />
        </div>
      </div>
    </div>
  );
}
