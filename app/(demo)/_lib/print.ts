import { PDFDocument, type PDFFont, type PDFPage, StandardFonts } from "pdf-lib";
import { coverArt } from "../_components/cover";
import { stickerArt } from "../_components/sticker";
import type { Card } from "./cards";
import { sheet } from "./drawing";
import { inks } from "./pen";
import { colour, drawArt } from "./print-art";
import type { Signature } from "./signatures";

/** A5 with 3 mm of bleed on every side, in points. */
const bleed = 8.5;
const trim = { width: 419.5, height: 595.3 };
const margin = 42;
const textWidth = trim.width - 2 * margin;

const brown = colour("#2c241d");

type Fonts = { upright: PDFFont; slanted: PDFFont };

/**
 * The card for a print shop: its cover, then what everybody wrote. The typeface of every PDF reader has the letters of
 * western Europe; any other is printed as `?`.
 */
export async function printCard(card: Card, signatures: readonly Signature[]): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  document.setTitle(card.title, { showInWindowTitleBar: true });
  const fonts = {
    upright: await document.embedFont(StandardFonts.TimesRoman),
    slanted: await document.embedFont(StandardFonts.TimesRomanItalic),
  };
  drawFront(newPage(document), card, fonts);
  let page = newPage(document);
  let y = trim.height - margin;
  for (const signature of signatures) {
    const lines = wrap(signature.message, fonts.upright, 13, textWidth - 40);
    for (const [row, line] of lines.entries()) {
      if (y < margin + 60) [page, y] = [newPage(document), trim.height - margin];
      page.drawText(line, { x: margin, y, size: 13, font: fonts.upright, color: brown });
      if (row === 0) drawSticker(page, signature, y);
      y -= 18;
    }
    const height = signature.drawing ? 100 : 30;
    if (y - height < margin) [page, y] = [newPage(document), trim.height - margin];
    y = drawName(page, signature, y, fonts);
  }
  return document.save();
}

function newPage(document: PDFDocument): PDFPage {
  const page = document.addPage([trim.width, trim.height]);
  page.setMediaBox(-bleed, -bleed, trim.width + 2 * bleed, trim.height + 2 * bleed);
  page.setBleedBox(-bleed, -bleed, trim.width + 2 * bleed, trim.height + 2 * bleed);
  page.setTrimBox(0, 0, trim.width, trim.height);
  return page;
}

function drawFront(page: PDFPage, card: Card, { upright, slanted }: Fonts) {
  const width = trim.width + 2 * bleed;
  const scale = width / 240;
  drawArt(page, coverArt[card.occasion], {
    x: -bleed,
    y: trim.height + bleed,
    scale,
    width: 240,
    height: 160,
  });
  let y = trim.height + bleed - 160 * scale - 70;
  for (const line of wrap(card.title, upright, 30, textWidth)) {
    y = drawCentred(page, line, y, 30, upright);
  }
  drawCentred(page, printable(`For ${card.recipient}`, slanted), y - 8, 16, slanted);
}

function drawCentred(page: PDFPage, text: string, y: number, size: number, font: PDFFont): number {
  const x = (trim.width - font.widthOfTextAtSize(text, size)) / 2;
  page.drawText(text, { x, y, size, font, color: brown });
  return y - size * 1.2;
}

function drawSticker(page: PDFPage, { sticker }: Signature, y: number) {
  if (sticker === null) return;
  const place = { x: trim.width - margin - 28, y: y + 14, scale: 28 / 48, width: 48, height: 48 };
  drawArt(page, stickerArt[sticker], place);
}

function drawName(page: PDFPage, { name, ink, drawing }: Signature, top: number, { slanted }: Fonts): number {
  const color = colour(inks.find((one) => one.ink === ink)?.print ?? "#2c241d");
  let y = top;
  if (drawing) {
    const scale = 70 / sheet.height;
    page.drawSvgPath(drawing, { x: margin, y: y + 8, scale, borderColor: color, borderWidth: 3 });
    y -= 76;
  }
  const [line = ""] = wrap(name, slanted, 18, textWidth);
  page.drawText(line, { x: margin, y: y - 4, size: 18, font: slanted, color });
  return y - 48;
}

/** Lines that fit into `width`, of characters that the font has. A word that is wider than a line is broken. */
function wrap(text: string, font: PDFFont, size: number, width: number): string[] {
  const fits = (line: string) => font.widthOfTextAtSize(line, size) <= width;
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    let line = "";
    for (const word of printable(paragraph, font).split(" ")) {
      if (line !== "" && fits(`${line} ${word}`)) {
        line = `${line} ${word}`;
        continue;
      }
      if (line !== "") lines.push(line);
      line = "";
      for (const letter of word) {
        if (!fits(line + letter)) {
          lines.push(line);
          line = "";
        }
        line += letter;
      }
    }
    return [...lines, line];
  });
}

const clusters = new Intl.Segmenter("en", { granularity: "grapheme" });

function printable(text: string, font: PDFFont): string {
  const known = new Set(font.getCharacterSet());
  return [...clusters.segment(text)]
    .map(({ segment }) => (known.has(segment.codePointAt(0) ?? 0) && segment.length === 1 ? segment : "?"))
    .join("");
}
