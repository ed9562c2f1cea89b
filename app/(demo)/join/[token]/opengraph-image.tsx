import { notFound } from "next/navigation";
import { ImageResponse } from "next/og";
import { product } from "@/lib/product";
import { database } from "@/lib/server/db";
import { coverArt } from "../../_components/cover";
import { invitationOf } from "../../_lib/circle";
import { svgText } from "../../_lib/svg-text";

export const alt = "A greeting card that waits for your signature";
export const size = { width: 1200, height: 630 };
export const contentType = "image/png";

// The picture's typeface has these; for others it would be fetched from elsewhere, and the preview's text says the title anyway.
const drawable = /^[\u0020-\u024F\u2010-\u2026]*$/;

/** What a messenger shows beside the link: the cover and the title, and nothing of what is inside. */
export default async function Picture({ params }: { params: Promise<{ token: string }> }) {
  const invitation = await invitationOf(await database(), (await params).token);
  if (invitation === null) notFound();
  const cover = `data:image/svg+xml,${encodeURIComponent(svgText(coverArt[invitation.occasion], "40 0 160 160"))}`;
  return new ImageResponse(
    <div style={{ display: "flex", width: "100%", height: "100%", background: "#f8f2e7" }}>
      {/* biome-ignore lint/performance/noImgElement: this is drawn on the server, into the picture. */}
      <img src={cover} alt="" width={630} height={630} />
      <div
        style={{
          display: "flex",
          flexDirection: "column",
          justifyContent: "center",
          width: 570,
          padding: 56,
          color: "#2c241d",
        }}
      >
        <div style={{ fontSize: 60, lineHeight: 1.15, lineClamp: 5, display: "block" }}>
          {drawable.test(invitation.title) ? invitation.title : "A card for somebody"}
        </div>
        <div style={{ fontSize: 30, marginTop: 32, color: "#a63d26" }}>{`Sign it on ${product.name}`}</div>
      </div>
    </div>,
    size,
  );
}
