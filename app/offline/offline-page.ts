import { createHash } from "node:crypto";
import { product } from "@/lib/product";

const { light, dark, accent } = product.colors;

const style = `
  :root { color-scheme: light dark; font: 1.0625rem/1.55 system-ui, sans-serif; }
  :root[data-theme="light"] { color-scheme: light; }
  :root[data-theme="dark"] { color-scheme: dark; }
  body { margin: 0; background: light-dark(${light}, ${dark}); color: light-dark(#2c241d, #f4ebdf); }
  main { max-width: 34rem; margin: 0 auto; padding: 4rem 1.25rem; }
  p { margin: 0 0 1rem; }
  .name { font: 600 1.25rem/1.2 Georgia, serif; margin-bottom: 4rem; }
  h1 { font: 550 2.25rem/1.15 Georgia, serif; margin: 0 0 1rem; }
  a { display: inline-block; margin-top: .5rem; padding: .625rem 1.25rem; border-radius: .75rem; font-weight: 600;
    text-decoration: none; background: light-dark(${accent}, #f2967a); color: light-dark(#fffaf3, #2b120a); }
  a:focus-visible { outline: 3px solid currentColor; outline-offset: 3px; }
`;

// What was typed into the page that was left is filled in again where it was (components/form/kept-fields.ts).
const script = `
  try {
    const theme = localStorage.getItem("theme");
    if (theme === "light" || theme === "dark") document.documentElement.dataset.theme = theme;
    const left = sessionStorage.getItem("left-form");
    if (left) sessionStorage.setItem("kept-form", left);
  } catch {}
  addEventListener("online", () => location.reload());
`;

const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>You're offline · ${product.name}</title>
<style>${style}</style>
<script>${script}</script>
</head>
<body>
<main>
<p class="name">${product.name}</p>
<h1>You're offline</h1>
<p>This page opens by itself once you're connected again. What you typed is kept in this tab.</p>
<a href="">Try again</a>
</main>
</body>
</html>
`;

const hashOf = (text: string) => createHash("sha256").update(text).digest("base64");

/** What a browser without a network shows instead of a page: nothing in it comes from anywhere else, and nothing is anybody's. */
export const offlinePage = {
  html,
  policy: [
    "default-src 'none'",
    `style-src 'sha256-${hashOf(style)}'`,
    `script-src 'sha256-${hashOf(script)}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; "),
  /** Another page has another version. */
  version: createHash("sha256").update(html).digest("hex").slice(0, 16),
};
