import {
  clip,
  concatTransformationMatrix,
  endPath,
  LineCapStyle,
  type PDFPage,
  popGraphicsState,
  pushGraphicsState,
  rectangle,
  rgb,
  rotateDegrees,
  translate,
} from "pdf-lib";
import { isValidElement, type ReactNode } from "react";

/** The few attributes of SVG that the covers and stickers are made with. */
type Shape = {
  children?: ReactNode;
  d?: string;
  fill?: string;
  stroke?: string;
  strokeWidth?: string;
  strokeDasharray?: string;
  transform?: string;
} & Partial<Record<"x" | "y" | "width" | "height" | "cx" | "cy" | "r" | "rx" | "ry", string>>;

type Paint = Pick<Shape, "fill" | "stroke" | "strokeWidth" | "strokeDasharray">;

/** Where a picture goes: its upper left corner, and how many points a unit of it is. */
type Place = { x: number; y: number; scale: number; width: number; height: number };

/** Draws on paper what the page draws on the screen: the same elements, walked through once more. */
export function drawArt(page: PDFPage, art: ReactNode, { x, y, scale, width, height }: Place): void {
  page.pushOperators(
    pushGraphicsState(),
    concatTransformationMatrix(scale, 0, 0, scale, x, y),
    rectangle(0, -height, width, height),
    clip(),
    endPath(),
  );
  draw(page, art, {});
  page.pushOperators(popGraphicsState());
}

function draw(page: PDFPage, node: ReactNode, inherited: Paint): void {
  if (Array.isArray(node)) {
    for (const child of node) draw(page, child, inherited);
    return;
  }
  if (!isValidElement<Shape>(node)) return;
  const { props, type } = node;
  const paint = { ...inherited, ...paintOf(props) };
  const path = typeof type === "string" ? pathOf(type, props) : null;
  page.pushOperators(pushGraphicsState(), ...operatorsOf(props.transform));
  if (path) page.drawSvgPath(path, { x: 0, y: 0, ...stylesOf(paint) });
  if (typeof type === "function") draw(page, Reflect.apply(type, null, [props]), paint);
  else draw(page, props.children, paint);
  page.pushOperators(popGraphicsState());
}

function paintOf({ fill, stroke, strokeWidth, strokeDasharray }: Shape): Paint {
  return {
    ...(fill && { fill }),
    ...(stroke && { stroke }),
    ...(strokeWidth && { strokeWidth }),
    ...(strokeDasharray && { strokeDasharray }),
  };
}

function pathOf(type: string, shape: Shape): string | null {
  const { d, cx = "0", cy = "0", r = "0", rx = r, ry = r } = shape;
  if (type === "path") return d ?? null;
  if (type === "circle" || type === "ellipse") {
    const across = Number(rx);
    const start = Number(cx) - across;
    return `M${start} ${cy}a${rx} ${ry} 0 1 0 ${2 * across} 0a${rx} ${ry} 0 1 0 ${-2 * across} 0z`;
  }
  const { x = "0", y = "0", width, height } = shape;
  return type === "rect" ? `M${x} ${y}h${width}v${height}h-${width}z` : null;
}

function stylesOf({ fill = "#000000", stroke = "none", strokeWidth = "1", strokeDasharray }: Paint) {
  return {
    ...(fill !== "none" && { color: colour(fill) }),
    ...(stroke !== "none" && {
      borderColor: colour(stroke),
      borderWidth: Number(strokeWidth),
      borderLineCap: LineCapStyle.Round,
      ...(strokeDasharray && { borderDashArray: strokeDasharray.split(" ").map(Number) }),
    }),
  };
}

/** `translate(x y)` and `rotate(degrees)`, in a space where y grows upwards. */
function operatorsOf(transform = "") {
  return [...transform.matchAll(/(translate|rotate)\(([-\d.]+)(?: ([-\d.]+))?\)/g)].map(
    ([, kind, first, second]) =>
      kind === "rotate" ? rotateDegrees(-Number(first)) : translate(Number(first), -Number(second ?? 0)),
  );
}

/** `#rgb` or `#rrggbb`. */
export function colour(hex: string) {
  const long = hex.length === 4 ? hex.replace(/[^#]/g, "$&$&") : hex;
  const at = (start: number) => Number.parseInt(long.slice(start, start + 2), 16) / 255;
  return rgb(at(1), at(3), at(5));
}
