import { permissions } from "@/lib/auth/permissions";

type Action =
  | "card.create"
  | "card.sign"
  | "card.print"
  | "card.close"
  | "circle.manage"
  | "order.place"
  | "order.on-account"
  | "address.save";

/** What a guest may do here: so many cards, so many signatures in 24 hours, so many orders that are open. */
export const { gate, refusalOf, guestQuota } = permissions<Action>({
  guests: {
    "card.create": { atMost: 20 },
    "card.sign": { atMost: 100 },
    "order.place": { atMost: 1 },
  },
});
