"use client";

import { product } from "@/lib/product";
import PageError from "./error";
import "./globals.css";

export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>{`Something went wrong · ${product.name}`}</title>
        <PageError retry={retry} />
      </body>
    </html>
  );
}
