import { readFileSync, writeFileSync } from "node:fs";
import { product } from "@/lib/product";

/** Draws every icon from app/icon.svg; where a platform wants the whole square filled, the accent colour fills it. */
const { default: sharp } = await import("sharp").catch(() => {
  console.error("The icons are left as they are: sharp, which Next brings where it can, is not installed.");
  process.exit(1);
});
const picture = readFileSync("app/icon.svg");
const background = product.colors.accent;

/** As it is, with its round corners. */
function icon(size: number): Promise<Buffer> {
  return sharp(picture, { density: 2 * 72 * Math.ceil(size / 32) })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** A full square, with the icon in its middle at so large a share of it. */
async function square(size: number, share: number): Promise<Buffer> {
  const inside = await icon(Math.round(size * share));
  return sharp({ create: { width: size, height: size, channels: 3, background } })
    .composite([{ input: inside }])
    .png({ compressionLevel: 9 })
    .toBuffer();
}

/** An ICO file of PNG images: a header of 6 bytes, an entry of 16 for each image, the images. */
async function ico(sizes: number[]): Promise<Buffer> {
  const images = await Promise.all(sizes.map(icon));
  const head = Buffer.alloc(6 + 16 * sizes.length);
  head.writeUInt16LE(1, 2);
  head.writeUInt16LE(sizes.length, 4);
  let offset = head.length;
  for (const [index, image] of images.entries()) {
    const entry = 6 + 16 * index;
    head.writeUInt8(sizes[index] ?? 0, entry);
    head.writeUInt8(sizes[index] ?? 0, entry + 1);
    head.writeUInt16LE(1, entry + 4);
    head.writeUInt16LE(32, entry + 6);
    head.writeUInt32LE(image.length, entry + 8);
    head.writeUInt32LE(offset, entry + 12);
    offset += image.length;
  }
  return Buffer.concat([head, ...images]);
}

const files = {
  "public/icon-192.png": await icon(192),
  "public/icon-512.png": await icon(512),
  // A platform may cut off what is outside the middle 80 %.
  "public/icon-maskable.png": await square(512, 0.8),
  "app/apple-icon.png": await square(180, 1),
  "app/favicon.ico": await ico([48, 32, 16]),
};
for (const [file, image] of Object.entries(files)) writeFileSync(file, image);
process.stdout.write(`${Object.keys(files).join(", ")}\n`);
