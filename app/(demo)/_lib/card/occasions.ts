import type { cards } from "@/db/schema";

export type Occasion = (typeof cards.$inferSelect)["occasion"];

/** What cards are made for, in the order they are offered. */
export const occasions: readonly { occasion: Occasion; label: string }[] = [
  { occasion: "birthday", label: "Birthday" },
  { occasion: "farewell", label: "Farewell" },
  { occasion: "thanks", label: "Thank you" },
  { occasion: "wedding", label: "Wedding" },
  { occasion: "congratulations", label: "Congrats" },
  { occasion: "get-well", label: "Get well" },
  { occasion: "baby", label: "New baby" },
  { occasion: "holidays", label: "Holidays" },
];
