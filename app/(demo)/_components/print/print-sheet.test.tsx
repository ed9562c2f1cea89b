import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { occasions } from "../cover/cover";
import { inks } from "../signature/pen-fields";
import { stickers } from "../sticker/sticker";
import { PrintSheet } from "./print-sheet";

const names = [
  "Łukasz Żółć",
  "Őze Šimůnek",
  "שלום عليكم",
  "🎂👩‍👩‍👧 家族",
  "<b>bold</b> &amp;",
  "x".repeat(80),
];

test("every cover, every sticker, every ink and every script is on paper as it was written", () => {
  for (const [n, { occasion }] of occasions.entries()) {
    const name = names[n % names.length] ?? "";
    const card = { id: "crd_1", occasion, recipient: name, title: name, day: "2026-12-10", closedAt: null };
    const signatures = names.flatMap((text, row) =>
      stickers.map(({ sticker }, column) => ({
        id: `sig_${row}_${column}`,
        name: text,
        message: `${text}\n\n${text}`,
        ink: inks[(row + column) % inks.length]?.ink ?? "blue",
        sticker,
        drawing: row === 0 ? "M1 2l3 4 5 6M9 9l0 0" : null,
        isOwn: false,
      })),
    );
    const printed = textOf(renderToStaticMarkup(<PrintSheet card={card} signatures={signatures} />));
    for (const text of names) expect(printed.split(text).length).toBeGreaterThan(3 * stickers.length);
    expect(printed).not.toContain("?");
  }
});

/** The text of this HTML. */
function textOf(html: string): string {
  const entities: Record<string, string> = {
    "&lt;": "<",
    "&gt;": ">",
    "&amp;": "&",
    "&quot;": '"',
    "&#x27;": "'",
  };
  return html
    .replace(/<[^>]+>/g, " ")
    .replace(/&(lt|gt|amp|quot|#x27);/g, (entity) => entities[entity] ?? entity);
}
