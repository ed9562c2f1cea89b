import { permissions } from "@/lib/auth/permissions";

export type Gated = "card.print" | "card.close" | "circle.manage" | "address.save" | "order.on-account";
type Action = "card.create" | "card.sign" | "order.place" | Gated;

/** What a guest may do here: so many cards, so many signatures in 24 hours, so many orders that are open. */
export const { refusalOf, guestQuota } = permissions<Action>({
  guests: {
    "card.create": { atMost: 20 },
    "card.sign": { atMost: 100 },
    "order.place": { atMost: 1 },
  },
});
