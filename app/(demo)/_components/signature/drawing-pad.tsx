"use client";

import { Eraser, Undo2 } from "lucide-react";
import { type PointerEvent, useState } from "react";
import { button } from "@/components/ui/button";
import { longestDrawing, sheet, strokeOf, withoutLastStroke } from "../../_lib/signature/drawing";
import { Drawing } from "./note-sheet";

type Point = { x: number; y: number };

/** A sheet to draw on with a finger, a pen or a mouse. The drawing is short text, sent as the field `drawing`. */
export function DrawingPad({ drawing, onChange }: { drawing: string; onChange: (drawing: string) => void }) {
  const [points, setPoints] = useState<Point[]>([]);
  const full = drawing.length > longestDrawing - 500;

  function pointAt(event: PointerEvent): Point {
    const { left, top, width, height } = event.currentTarget.getBoundingClientRect();
    return {
      x: ((event.clientX - left) / width) * sheet.width,
      y: ((event.clientY - top) / height) * sheet.height,
    };
  }

  function begin(event: PointerEvent) {
    if (full || event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    setPoints([pointAt(event)]);
  }

  function draw(event: PointerEvent) {
    if (points.length > 0) setPoints([...points, pointAt(event)]);
  }

  function end() {
    const grown = drawing + strokeOf(points);
    if (points.length > 0 && grown.length <= longestDrawing) onChange(grown);
    setPoints([]);
  }

  return (
    <div className="grid gap-2">
      <div
        data-testid="drawing-pad"
        onPointerDown={begin}
        onPointerMove={draw}
        onPointerUp={end}
        onPointerCancel={end}
        className="aspect-5/3 w-full max-w-md cursor-crosshair touch-none rounded-xl border border-field bg-surface"
      >
        <Drawing strokes={drawing + strokeOf(points)} className="pointer-events-none size-full" />
      </div>
      <div className="flex flex-wrap gap-1">
        <button type="button" onClick={() => onChange(withoutLastStroke(drawing))} className={button.quiet}>
          <Undo2 aria-hidden className="size-5" />
          Undo
        </button>
        <button type="button" onClick={() => onChange("")} className={button.quiet}>
          <Eraser aria-hidden className="size-5" />
          Clear
        </button>
      </div>
      <p role="status" className="text-muted text-sm">
        {full && "The page is full – undo a stroke to keep drawing."}
      </p>
    </div>
  );
}
