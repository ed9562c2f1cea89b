import type { MetadataRoute } from "next";
import { product } from "@/lib/product";

export default function manifest(): MetadataRoute.Manifest {
  return {
    id: "/",
    name: product.name,
    short_name: product.name,
    description: product.description,
    start_url: "/",
    display: "standalone",
    background_color: product.colors.light,
    theme_color: product.colors.light,
    icons: [
      { src: "/icon-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icon-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icon-maskable.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
