import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { notFound } from "next/navigation";
import { ImageResponse } from "next/og";
import { product } from "@/lib/product";
import { database } from "@/lib/server/db";
import { invitationOf } from "../../_lib/card/circle";

export const alt = "A greeting card waiting for your signature";
export const size = { width: 1200, height: 630 };
export const contentType = "image/png";

// The characters of the files below. For any other the library would fetch a font from elsewhere; the preview's text has the title anyway.
const drawable = /^[\u0020-\u007E\u00A0-\u017F\u0218-\u021B\u1E80-\u1E85\u1E9E\u1EF2\u1EF3\u2010-\u2026]*$/;

/** What a messenger shows beside the link: the cover and the title, and nothing from inside. */
export default async function Picture({ params }: { params: Promise<{ token: string }> }) {
  const invitation = await invitationOf(await database(), (await params).token);
  if (invitation === null) notFound();
  const cover = await readFile(
    join(process.cwd(), "app/(demo)/_components/cover", `${invitation.occasion}.svg`),
    "base64",
  );
  return new ImageResponse(
    <div style={{ display: "flex", width: "100%", height: "100%", background: product.colors.light }}>
      {/* biome-ignore lint/performance/noImgElement: this is drawn on the server, into the picture. */}
      <img
        src={`data:image/svg+xml;base64,${cover}`}
        alt=""
        width={630}
        height={630}
        style={{ objectFit: "cover" }}
      />
      <div
        style={{
          display: "flex",
          flexDirection: "column",
          justifyContent: "center",
          width: 570,
          padding: 56,
          color: "#2c241d",
          fontFamily: "Newsreader, Newsreader Extended",
        }}
      >
        <div style={{ fontSize: 64, lineHeight: 1.15, lineClamp: 5, display: "block" }}>
          {drawable.test(invitation.title) ? invitation.title : "A card for someone"}
        </div>
        <div
          style={{ fontSize: 32, marginTop: 32, color: product.colors.accent }}
        >{`Sign it on ${product.name}`}</div>
      </div>
    </div>,
    { ...size, fonts: await faces() },
  );
}

/** The product's display face, as the picture's library reads it (no WOFF2). */
async function faces() {
  const folder = join(process.cwd(), "node_modules/@fontsource/newsreader/files");
  const [latin, extended] = await Promise.all([
    readFile(join(folder, "newsreader-latin-500-normal.woff")),
    readFile(join(folder, "newsreader-latin-ext-500-normal.woff")),
  ]);
  return [
    { name: "Newsreader", data: latin },
    { name: "Newsreader Extended", data: extended },
  ];
}
