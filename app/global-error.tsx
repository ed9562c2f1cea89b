"use client";

import PageError from "./error";
import "./globals.css";

export default function GlobalError({ retry }: { retry: () => void }) {
  return (
    <html lang="en">
      <body>
        <title>Something went wrong · Guestbook</title>
        <PageError retry={retry} />
      </body>
    </html>
  );
}
