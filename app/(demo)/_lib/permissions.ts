import { permissions } from "@/lib/auth/core/permissions";

type Action =
  | "card.create"
  | "card.sign"
  | "card.print"
  | "card.mail"
  | "card.close"
  | "circle.manage"
  | "cart.fill"
  | "order.place"
  | "order.on-account"
  | "address.save";

/** How many a user may have: cards, signatures in 24 hours, emails to recipients in 24 hours, cards in the cart, open orders, kept addresses. */
export const { gate, refusalOf, quotaOf, quotaRefusal } = permissions<Action>({
  guests: {
    "card.create": { atMost: 20 },
    "card.sign": { atMost: 100 },
    "cart.fill": { atMost: 20 },
    "order.place": { atMost: 1 },
  },
  users: {
    "card.create": { atMost: 1000 },
    "card.sign": { atMost: 500 },
    "card.mail": { atMost: 10 },
    "cart.fill": { atMost: 50 },
    "order.place": { atMost: 20 },
    "address.save": { atMost: 20 },
  },
});
