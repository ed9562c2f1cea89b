import { expect, test } from "vitest";
import { occasions } from "./occasions";
import { stickers } from "./pen";
import { printCard } from "./print";

const strange = [
  "x".repeat(1000),
  "<b>bold</b>\n\n\n&amp;",
  "שלום عليكم 🎂👩‍👩‍👧",
  "\u202Eback\u200B and\tforth",
  "é = e\u0301",
];

test("every cover, every sticker and every kind of text can be printed", async () => {
  for (const [n, { occasion }] of occasions.entries()) {
    const card = {
      id: "crd_1",
      occasion,
      recipient: strange[2] ?? "",
      title: strange[n % 5] ?? "",
      day: null,
      closedAt: null,
    };
    const signatures = strange.flatMap((text, row) =>
      stickers.map(({ sticker }) => ({
        id: `sig_${row}`,
        name: text.slice(0, 80),
        message: text,
        ink: "red" as const,
        sticker,
        drawing: row === 0 ? "M1 2l3 4 5 6M9 9l0 0" : null,
        isOwn: false,
      })),
    );
    const file = Buffer.from(await printCard(card, signatures));
    expect(file.subarray(0, 5).toString()).toBe("%PDF-");
  }
});
