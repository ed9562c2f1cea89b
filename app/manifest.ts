import type { MetadataRoute } from "next";

export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: "Guestbook",
    short_name: "Guestbook",
    description: "A card that everybody signs. No account needed to begin.",
    start_url: "/",
    display: "standalone",
    background_color: "#f8f2e7",
    theme_color: "#f8f2e7",
    icons: [
      { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icon-maskable.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
