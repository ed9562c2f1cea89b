import localFont from "next/font/local";

// As in app/fonts.ts.

const latin = localFont({
  src: "../../node_modules/@fontsource-variable/caveat/files/caveat-latin-wght-normal.woff2",
  weight: "400 700",
  variable: "--font-hand",
  fallback: ["Hand fallback", "Segoe Print", "Bradley Hand", "cursive"],
  adjustFontFallback: false,
});

const extended = localFont({
  src: "../../node_modules/@fontsource-variable/caveat/files/caveat-latin-ext-wght-normal.woff2",
  weight: "400 700",
  variable: "--font-hand-extended",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0100-0130,U+0132-0151,U+0154-02BA,U+02BD-02C5,U+02C7-02CC,U+02CE-02D7,U+02DD-02FF,U+1D00-1DBF,U+1E00-1E9F,U+1EF2-1EFF,U+20A0-20AB,U+20AD-20C0,U+2113,U+2C60-2C7F,U+A720-A7FF",
    },
  ],
});

const cyrillic = localFont({
  src: "../../node_modules/@fontsource-variable/caveat/files/caveat-cyrillic-wght-normal.woff2",
  weight: "400 700",
  variable: "--font-hand-cyrillic",
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: "unicode-range", value: "U+0400-045F,U+0490-0491,U+04B0-04B1,U+2116" }],
});

/** The class names for handwriting, by the class `hand`. */
export const hand = [latin, extended, cyrillic].map(({ variable }) => variable).join(" ");
