import "server-only";
import { encode } from "uqr";

/** A QR code as a drawing: a square of `size` units a side, quiet zone included, and the path of what is dark in it. */
export type QrCode = { size: number; path: string };

/** Four modules of quiet zone around it (ISO/IEC 18004, 9.1). */
export function qrCode(text: string): QrCode {
  const { size, data } = encode(text, { ecc: "M", border: 4 });
  const squares = data.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")));
  return { size, path: squares.join("") };
}
