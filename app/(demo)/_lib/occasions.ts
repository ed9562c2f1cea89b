import type { cards } from "@/db/schema";

export type Occasion = (typeof cards.$inferSelect)["occasion"];

/** What cards are made for, in the order they are offered, with something that the card might say. */
export const occasions: readonly { occasion: Occasion; label: string; says: string }[] = [
  { occasion: "birthday", label: "Birthday", says: "Happy birthday, dear Ada" },
  { occasion: "farewell", label: "Farewell", says: "We will miss you, Ada" },
  { occasion: "thanks", label: "Thank you", says: "Thank you, Ada" },
  { occasion: "wedding", label: "Wedding", says: "To the two of you" },
  { occasion: "congratulations", label: "Congrats", says: "Well done, Ada" },
  { occasion: "get-well", label: "Get well", says: "Get well soon, Ada" },
  { occasion: "baby", label: "New baby", says: "Welcome, little one" },
  { occasion: "holidays", label: "Holidays", says: "Happy holidays, Ada" },
];
