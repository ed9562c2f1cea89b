/** The sheet that people draw on, in its own units. */
export const sheet = { width: 200, height: 120 };

/** Longest drawing that is kept (characters): some forty quick strokes. */
export const longestDrawing = 6000;

const path = /^(?:M\d{1,3} \d{1,3}(?:l-?\d{1,3} -?\d{1,3}(?: -?\d{1,3} -?\d{1,3})*)?)+$/;

/** Whether this is a drawing as `strokeOf` writes it: strokes of whole numbers, and nothing else that a path could hold. */
export function isDrawing(text: string): boolean {
  return text.length <= longestDrawing && path.test(text);
}

type Point = { x: number; y: number };

/** One stroke as compact SVG path data: where it starts, then the steps from point to point. */
export function strokeOf(points: readonly Point[]): string {
  const [start, ...rest] = points.map(({ x, y }) => ({
    x: clamp(x, sheet.width),
    y: clamp(y, sheet.height),
  }));
  if (!start) return "";
  const steps: string[] = [];
  let last = start;
  for (const point of rest) {
    if (Math.hypot(point.x - last.x, point.y - last.y) < 2) continue;
    steps.push(`${point.x - last.x} ${point.y - last.y}`);
    last = point;
  }
  // A dot is a step to where it is.
  return `M${start.x} ${start.y}l${steps.length > 0 ? steps.join(" ") : "0 0"}`;
}

/** A drawing without its last stroke. */
export function withoutLastStroke(drawing: string): string {
  return drawing.slice(0, Math.max(0, drawing.lastIndexOf("M")));
}

function clamp(value: number, max: number): number {
  return Math.min(max, Math.max(0, Math.round(value)));
}
